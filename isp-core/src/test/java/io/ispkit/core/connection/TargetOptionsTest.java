package io.ispkit.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetOptionsTest {

  private static final OptionSpec DATABASE =
      TargetOptions.database()
          .with("max_concurrent", "4")
          .withMostCalls(100)
          .addTo(OptionSpec.builder())
          .renamed("pool_size", "max_concurrent")
          .build();

  @Test
  void a_database_has_all_but_what_only_http_has() {
    assertThat(DATABASE.options())
        .extracting(Option::name)
        .containsExactly(
            "connect_timeout",
            "answer_timeout",
            "max_concurrent",
            "wait_timeout",
            "breaker_failures",
            "breaker_calls",
            "breaker_pause");
    assertThat(TargetOptions.read(Options.of(DATABASE, Map.of())))
        .isEqualTo(
            new TargetLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                4,
                Duration.ofSeconds(10),
                BreakerRule.ofDefaults()));
  }

  @Test
  void a_target_of_datagrams_has_breaker_and_bulkhead_also_beside_another() {
    OptionSpec both =
        TargetOptions.datagrams()
            .named("coa_")
            .addTo(TargetOptions.database().addTo(OptionSpec.builder()))
            .build();
    assertThat(both.options())
        .extracting(Option::name)
        .filteredOn(name -> name.startsWith("coa_"))
        .containsExactly(
            "coa_max_concurrent",
            "coa_wait_timeout",
            "coa_breaker_failures",
            "coa_breaker_calls",
            "coa_breaker_pause");
    Options given =
        Options.of(both, Map.of("coa_breaker_failures", "2", "coa_breaker_pause", "1m"));
    assertThat(TargetOptions.breaker(given, "coa_"))
        .isEqualTo(new BreakerRule(2, 10, Duration.ofMinutes(1)));
    assertThat(TargetOptions.read(given).breaker()).isEqualTo(BreakerRule.ofDefaults());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Options.of(both, Map.of("coa_breaker_calls", "3")))
        .withMessageContaining(
            "coa_breaker_calls (options): expected at least coa_breaker_failures, which is 5");
  }

  @Test
  void all_faults_are_told_at_once() {
    Map<String, String> options =
        Map.of(
            "connect_timeout", "0s",
            "max_concurrent", "101",
            "wait_timeout", "2h",
            "breaker_failures", "7",
            "breaker_calls", "3",
            "breaker_pause", "1ms");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Options.of(DATABASE, options))
        .withMessageContaining("connect_timeout (options): expected a duration from 10ms to 1h")
        .withMessageContaining("max_concurrent (options): expected a whole number from 1 to 100")
        .withMessageContaining("wait_timeout (options): expected a duration from 0s to 1h")
        .withMessageContaining(
            "breaker_calls (options): expected at least breaker_failures, which is 7, but was \"3\"")
        .withMessageContaining("breaker_pause (options): expected a duration from 10ms to 1h");
  }

  @Test
  void a_former_name_leads_to_the_present_one() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Options.of(DATABASE, Map.of("pool_size", "8")))
        .withMessageContaining("pool_size (options): expected max_concurrent, as it is called now")
        .satisfies(e -> assertThat(e.faults()).hasSize(1));
  }

  @Test
  void a_default_of_an_option_that_is_not_there_is_a_bug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetOptions.database().with("retries", "3"))
        .withMessageContaining("retries");
  }
}
