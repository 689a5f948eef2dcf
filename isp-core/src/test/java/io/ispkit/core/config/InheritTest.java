package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritTest {

  private static final String DOCUMENT =
      """
      defaults:
        zone: Europe/Berlin
        mail: {host: a, port: 25}
      tenants:
        acme:
          mail: {host: b}
        beta:
      """;

  private final Config config =
      Config.builder().text("isp.yaml", DOCUMENT).build().inherit("tenants", "defaults");

  @Test
  void whatASectionLeavesOutIsAsInTheDefaults() {
    assertThat(config.at("tenants.acme").text("zone").required()).isEqualTo("Europe/Berlin");
    assertThat(config.at("tenants.acme.mail").text("host").required()).isEqualTo("b");
    assertThat(config.at("tenants.acme.mail").integer("port", 1, 99).required()).isEqualTo(25);
    assertThat(config.at("tenants.beta.mail").text("host").required()).isEqualTo("a");
  }

  @Test
  void anUnknownKeyOfTheDefaultsIsRefusedWhereItStands() {
    assertThatThrownBy(
            () ->
                config.read(
                    root -> {
                      root.ignore("defaults");
                      root.named("tenants").values().forEach(tenant -> tenant.ignore("mail"));
                      return root;
                    }))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tenants.beta.zone (isp.yaml:2)");
  }

  @Test
  void withoutDefaultsNothingChanges() {
    Config plain = Config.of(Map.of("tenants", Map.of("acme", Map.of("zone", "UTC"))));
    assertThat(plain.inherit("tenants", "defaults").at("tenants.acme").text("zone").required())
        .isEqualTo("UTC");
  }
}
