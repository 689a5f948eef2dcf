package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.profile.internal.MikrotikRenderer;
import io.ispkit.radius.profile.internal.WisprRenderer;
import io.ispkit.testkit.subscriber.Subscribers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriberRowsTest {

  private static final Pattern HARMLESS =
      Pattern.compile(
          "Mikrotik-Rate-Limit := [0-9]+[kM]?/[0-9]+[kM]?"
              + "|WISPr-Bandwidth-Max-(Up|Down) := [0-9]{1,10}"
              + "|Framed-IP-(Address|Netmask) := [0-9]{1,3}(\\.[0-9]{1,3}){3}"
              + "|Framed-IPv6-Address := [0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}"
              + "|(Session|Idle)-Timeout := [1-9][0-9]{0,9}");

  private static final String[] SEEDS = {
    "jane",
    "Jane",
    "jane@acme",
    "`%{sql:select 1}`",
    "'jane'",
    "\"jane\"",
    "a' or '1'='1",
    "%{User-Name}",
    "jane\r\nroe",
    "\0",
    "ja ne",
    "",
    "@",
    "jane@@acme",
    "jäne",
    "a".repeat(65),
    "\u202ejane",
    "jane=27"
  };

  private static SubscriberSpec spec(
      String username,
      String profile,
      BitRate down,
      BitRate up,
      @Nullable InetAddress address,
      Duration session,
      Duration idle) {
    return new SubscriberSpec(
        new CustomerId("c1"), username, profile, down, up, address, session, idle);
  }

  private static List<String> render(SubscriberSpec spec, Faults faults) {
    return new SubscriberRows(new SpeedRows(new MikrotikRenderer()))
        .render(spec, faults).stream()
            .map(row -> row.attribute() + " " + row.op() + " " + row.value())
            .toList();
  }

  @Test
  void the_rows_are_those_that_the_nas_expects_upload_first() {
    Faults faults = new Faults();
    assertThat(render(Subscribers.spec("jane"), faults))
        .containsExactly(
            "Mikrotik-Rate-Limit := 20M/100M",
            "Framed-IP-Address := 100.64.0.10",
            "Framed-IP-Netmask := 255.255.255.255",
            "Session-Timeout := 86400",
            "Idle-Timeout := 900");
    assertThat(faults.list()).isEmpty();
  }

  @Test
  void a_rate_beyond_32_bits_is_refused_where_the_attribute_is_an_integer() {
    SubscriberSpec fast =
        spec(
            "jane",
            "p",
            BitRate.ofGbps(10),
            BitRate.ofGbps(1),
            null,
            Duration.ofHours(1),
            Duration.ofHours(1));
    Faults faults = new Faults();
    new SubscriberRows(new SpeedRows(new WisprRenderer())).render(fast, faults);
    assertThat(faults.list()).hasSize(1);
    assertThat(Faults.describe(faults.list()))
        .contains("WISPr-Bandwidth-Max-Down")
        .contains("4294967295");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1",
        "224.0.0.1",
        "255.255.255.254",
        "255.255.255.255",
        "::",
        "::1",
        "ff02::1"
      })
  void an_address_that_no_host_can_have_is_refused(String text) {
    Faults faults = new Faults();
    render(Subscribers.spec("jane", address(text)), faults);
    assertThat(faults.list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jane", "j", "jane.roe@acme.example", "00:11:22:33:44:55", "a/b", "9-_.x"})
  void a_username_that_the_server_passes_through_is_taken(String username) {
    Faults faults = new Faults();
    Username.check(username, faults);
    assertThat(faults.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Jane",
        "ja ne",
        "jane@",
        "@acme",
        "jane@a@b",
        "jane..roe",
        "jane@.acme",
        "jane.",
        "jäne",
        "jane+x",
        "ja'ne",
        "`jane`",
        "jane\n",
        "~jane",
        "ıjane"
      })
  void a_username_that_the_server_would_filter_or_escape_is_refused(String username) {
    Faults faults = new Faults();
    Username.check(username, faults);
    assertThat(faults.list()).hasSize(1);
  }

  @Test
  void hostile_values_never_reach_a_row() {
    Random random = new Random(20260101);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      SubscriberSpec spec = hostile(random);
      Faults faults = new Faults();
      List<String> rows = render(spec, faults);
      assertThat(Faults.describe(faults.list())).doesNotContain("\r", "\0", "\u202e");
      if (faults.isEmpty()) {
        accepted++;
        assertThat(rows).allMatch(row -> HARMLESS.matcher(row).matches());
        assertThat(spec.username()).matches("[a-z0-9._:/@-]{1,64}");
        assertThat(spec.profile()).matches("[0-9A-Za-z._-]{1,64}");
      }
    }
    assertThat(accepted).as("the generator makes good ones too").isBetween(100, 10_000);
  }

  private static SubscriberSpec hostile(Random random) {
    return spec(
        text(random),
        random.nextBoolean() ? "fiber" : text(random),
        new BitRate(1 + random.nextLong(BitRate.MAX_BITS_PER_SECOND)),
        new BitRate(1 + random.nextLong(BitRate.MAX_BITS_PER_SECOND)),
        randomAddress(random),
        duration(random),
        duration(random));
  }

  private static String text(Random random) {
    String seed = SEEDS[random.nextInt(SEEDS.length)];
    return switch (random.nextInt(4)) {
      case 0 -> seed + SEEDS[random.nextInt(SEEDS.length)];
      case 1 -> {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        yield new String(bytes, StandardCharsets.UTF_8);
      }
      case 2 -> "user" + random.nextInt(1000);
      default -> seed;
    };
  }

  private static Duration duration(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ofSeconds(random.nextLong(-5, 5));
      case 1 -> Duration.ofMillis(random.nextLong(10_000));
      case 2 -> Duration.ofSeconds(Long.MAX_VALUE);
      default -> Duration.ofSeconds(random.nextLong(1, 100_000));
    };
  }

  private static @Nullable InetAddress randomAddress(Random random) {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(bytes);
    try {
      return random.nextInt(3) == 0 ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
