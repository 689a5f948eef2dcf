package io.ispkit.radius.dynauth;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.connection.BreakerRule;
import io.ispkit.core.error.PermanentException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamicAuthorizationSettingsTest {

  private static DynamicAuthorizationOptions read(Map<String, ?> values) {
    OptionSpec spec = DynamicAuthorizationSettings.addTo(OptionSpec.builder()).build();
    return DynamicAuthorizationSettings.read(Options.of(spec, values));
  }

  @Test
  void withoutOptionsTheDefaultsHold() {
    assertThat(read(Map.of())).isEqualTo(DynamicAuthorizationOptions.ofDefaults());
  }

  @Test
  void allCanBeSet() {
    DynamicAuthorizationOptions options =
        read(
            Map.ofEntries(
                entry("coa_first_wait", "1s"),
                entry("coa_longest_wait", "4s"),
                entry("coa_transmissions", 3),
                entry("coa_duration", "10s"),
                entry("coa_ports", 2),
                entry("coa_in_flight", 99),
                entry("coa_max_concurrent", 7),
                entry("coa_wait_timeout", "3s"),
                entry("coa_breaker_failures", 2),
                entry("coa_breaker_calls", 4),
                entry("coa_breaker_pause", "1m"),
                entry("coa_ipv4_source", "192.0.2.7"),
                entry("coa_ipv6_source", "2001:db8::7")));
    assertThat(options.limits())
        .isEqualTo(
            new NasLimits(7, Duration.ofSeconds(3), new BreakerRule(2, 4, Duration.ofMinutes(1))));
    assertThat(options.retransmission())
        .isEqualTo(
            new Retransmission(
                Duration.ofSeconds(1), Duration.ofSeconds(4), 3, Duration.ofSeconds(10)));
    assertThat(options.ports()).isEqualTo(2);
    assertThat(options.inFlight()).isEqualTo(99);
    assertThat(String.valueOf(options.ipv4Source())).isEqualTo("/192.0.2.7");
    assertThat(String.valueOf(options.ipv6Source())).isEqualTo("/2001:db8:0:0:0:0:0:7");
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    assertThatExceptionOfType(PermanentException.class)
        .isThrownBy(
            () ->
                read(
                    Map.of(
                        "coa_first_wait", "20s",
                        "coa_ipv4_source", "2001:db8::7",
                        "coa_ipv6_source", "nas.example")))
        .withMessageContainingAll("coa_longest_wait", "coa_ipv4_source", "coa_ipv6_source");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(Map.of("coa_ports", 0, "coa_duration", "1h")))
        .withMessageContainingAll("coa_ports", "coa_duration");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(Map.of("coa_breaker_failures", 11, "coa_max_concurrent", 0)))
        .withMessageContainingAll("coa_breaker_calls", "coa_max_concurrent");
  }
}
