package io.ispkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpOptionsTest {

  private static final OptionSpec SPEC = HttpOptions.addTo(OptionSpec.builder()).build();

  @Test
  void theDefaultsMakeAGateway() {
    HttpGatewayBuilder builder = HttpGateway.builder("x", URI.create("http://127.0.0.1/"));
    assertThat(HttpOptions.apply(Options.of(SPEC, Map.of()), builder).build())
        .hasToString("x at http://127.0.0.1");
  }

  @Test
  void valuesOutOfRangeAreFaultsOfTheConfiguration() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Options.of(
                    SPEC,
                    Map.of(
                        "retries", 21, "connect_timeout", "0s", "max_concurrent", "${env:PATH}")))
        .withMessageContaining("retries (options): expected a whole number from 0 to 20")
        .withMessageContaining("connect_timeout (options): expected a duration from 10ms to 1h")
        .withMessageContaining("no reference here");
  }
}
