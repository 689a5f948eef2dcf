package io.ispkit.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "100.64.0.0/24, 100.64.0.1, 100.64.0.254, 256",
    "10.0.0.0/31, 10.0.0.0, 10.0.0.1, 2",
    "10.0.0.4/30, 10.0.0.5, 10.0.0.6, 4",
    "0.0.0.0/0, 0.0.0.1, 255.255.255.254, 4294967296",
    "2001:db8::/126, 2001:db8::1, 2001:db8::3, 4",
    "2001:db8::/127, 2001:db8::, 2001:db8::1, 2",
  })
  void theFirstAndLastUsableAddressDependOnFamilyAndSize(
      String cidr, String first, String last, BigInteger size) {
    Prefix prefix = Prefix.parse(cidr);
    assertThat(prefix.first()).hasValue(Prefix.address(first));
    assertThat(prefix.last()).hasValue(Prefix.address(last));
    assertThat(prefix.size()).isEqualTo(size);
    assertThat(prefix.isUsable(Prefix.address(first))).isTrue();
    assertThat(prefix.isUsable(Prefix.address(last))).isTrue();
  }

  @Test
  void networkAndBroadcastAreNotUsable() {
    Prefix prefix = Prefix.parse("100.64.0.0/24");
    assertThat(prefix.isUsable(Prefix.address("100.64.0.0"))).isFalse();
    assertThat(prefix.isUsable(Prefix.address("100.64.0.255"))).isFalse();
    assertThat(prefix.isUsable(Prefix.address("100.64.1.1"))).isFalse();
    assertThat(Prefix.parse("2001:db8::/64").isUsable(Prefix.address("2001:db8::"))).isFalse();
  }

  @Test
  void aSingleAddressHasNoGateway() {
    assertThat(Prefix.parse("10.0.0.1/32").first()).isEmpty();
    assertThat(Prefix.parse("10.0.0.1/32").last()).isEmpty();
    assertThat(Prefix.parse("10.0.0.1/32").isUsable(Prefix.address("10.0.0.1"))).isTrue();
  }

  @Test
  void thePrefixAroundAnAddressDropsItsHostBits() {
    assertThat(Prefix.around(Prefix.address("100.64.3.77"), 22))
        .isEqualTo(Prefix.parse("100.64.0.0/22"))
        .hasToString("100.64.0.0/22");
    assertThat(Prefix.parse("100.64.0.0/22").contains(Prefix.address("100.64.3.255"))).isTrue();
    assertThat(Prefix.parse("100.64.0.0/22").contains(Prefix.address("::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "100.64.0.0", "100.64.0.0/33", "100.64.0.1/24", "100.64.0/24", "010.0.0.0/8",
        "example.net/24", "::/129", "2001:db8::1/64", "100.64.0.0/024", "1.2.3.4/-1", ":/8"
      })
  void whatIsNoPrefixIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Prefix.parse(text));
  }
}
