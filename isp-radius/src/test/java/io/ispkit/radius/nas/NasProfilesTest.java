package io.ispkit.radius.nas;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.dynauth.NasTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NasProfilesTest {

  private static final NasProfile STANDARD = NasProfile.standard();

  @Test
  void the_most_specific_network_decides() {
    NasProfile ten = STANDARD.withInterimInterval(Duration.ofMinutes(10));
    NasProfile one = STANDARD.withInterimInterval(Duration.ofMinutes(1));
    NasProfiles profiles =
        NasProfiles.all(STANDARD)
            .with(address("192.0.2.1"), one)
            .with(Prefix.parse("192.0.2.0/24"), ten);
    assertThat(profiles.of(address("192.0.2.1"))).isEqualTo(one);
    assertThat(profiles.of(address("192.0.2.2"))).isEqualTo(ten);
    assertThat(profiles.of(address("2001:db8::1"))).isEqualTo(STANDARD);
    assertThat(profiles.of(null)).isEqualTo(STANDARD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profiles.with(Prefix.parse("192.0.2.0/24"), one));
  }

  @Test
  void commands_go_with_the_secret_of_freeradius_unless_there_is_an_own_one() {
    Secret shared = Secret.of("shared");
    Secret own = Secret.of("own");
    CoaSettings coa = CoaSettings.standard().withPort(1700);
    assertThat(coa.target(address("192.0.2.1"), shared))
        .isEqualTo(NasTarget.of(address("192.0.2.1"), 1700, shared));
    assertThat(coa.withSecret(own).target(address("192.0.2.1"), shared).secret()).isEqualTo(own);
    assertThat(STANDARD.withCoa(coa.withSecret(own)).toString()).doesNotContain("own");
  }

  @Test
  void an_interval_below_a_minute_and_a_wrong_port_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.withInterimInterval(Duration.ofSeconds(59)));
    assertThatIllegalArgumentException().isThrownBy(() -> CoaSettings.standard().withPort(0));
  }

  @Test
  void ipv6_is_written_as_freeradius_writes_it() {
    assertThat(AddressText.of(address("2001:db8:0:0:1:0:0:1"))).isEqualTo("2001:db8::1:0:0:1");
    assertThat(AddressText.of(address("2001:0:0:0:1:0:0:0"))).isEqualTo("2001::1:0:0:0");
    assertThat(AddressText.of(address("2001:db8:0:1:1:1:1:1"))).isEqualTo("2001:db8:0:1:1:1:1:1");
    assertThat(AddressText.of(address("::"))).isEqualTo("::");
    assertThat(AddressText.of(address("::1"))).isEqualTo("::1");
    assertThat(AddressText.of(address("2001:db8::"))).isEqualTo("2001:db8::");
    assertThat(AddressText.of(Prefix.parse("2001:db8:1200::/56"))).isEqualTo("2001:db8:1200::/56");
    assertThat(AddressText.of(address("192.0.2.1"))).isEqualTo("192.0.2.1");
  }
}
