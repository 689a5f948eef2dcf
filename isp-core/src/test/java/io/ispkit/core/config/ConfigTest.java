package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {

  private enum Tls {
    NONE,
    STARTTLS
  }

  private record Mail(String host, int port, Tls tls, Optional<Secret> password, Duration timeout) {
    static Mail read(ConfigReader c) {
      return new Mail(
          c.text("host").required(),
          c.integer("port", 1, 65_535).orElse(25),
          c.choice("tls", Tls.class).orElse(Tls.NONE),
          c.secret("password").optional(),
          c.duration("timeout", Duration.ofSeconds(1), Duration.ofMinutes(5))
              .orElse(Duration.ofSeconds(30)));
    }
  }

  private static final String YAML =
      """
      # the operator's file
      mail:
        host: mx.example
        port: 587
        tls: starttls
        password: "CANARY-1"
        timeout: 1m30s
      tenants:
        acme:
          url: https://host/a
          speed: 2.5G
          on: true
          dns: [192.0.2.1, "192.0.2.2"]
          labels: { a: 1, b: two }
        beta.example: {}
      routes:
        - { to: a }
        - to: b
      x-note: anything { goes
      """;

  @Test
  void aTreeIsReadWithItsTypes() {
    Config config = Config.builder().text("isp.yaml", YAML).build();
    ConfigReader root = config.root();
    assertThat(Mail.read(root.child("mail")))
        .isEqualTo(
            new Mail(
                "mx.example",
                587,
                Tls.STARTTLS,
                Optional.of(Secret.of("CANARY-1")),
                Duration.ofSeconds(90)));
    Map<String, ConfigReader> tenants = root.named("tenants");
    assertThat(tenants).containsOnlyKeys("acme", "beta.example");
    ConfigReader acme = config.at("tenants.acme");
    assertThat(acme.uri("url").required()).isEqualTo(URI.create("https://host/a"));
    assertThat(acme.bitRate("speed").required()).isEqualTo(BitRate.parse("2.5G"));
    assertThat(acme.bool("on").required()).isTrue();
    assertThat(acme.texts("dns")).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(acme.map("labels")).containsExactly(Map.entry("a", "1"), Map.entry("b", "two"));
    assertThat(root.children("routes"))
        .extracting(r -> r.text("to").required())
        .containsExactly("a", "b");
    assertThat(acme.origin()).isEqualTo("tenants.acme (isp.yaml:9)");
    config.verify();
  }

  @Test
  void everyFaultIsNamedAtOnceWithItsLineAndNoSecretIsShown() {
    Config config =
        Config.builder()
            .text(
                "isp.yaml",
                "mail:\n  prot: 25\n  port: 70000\n  tls: maybe\n  password: [CANARY]\n  timeout: 30\nmial: 1\n")
            .build();
    ConfigurationException all =
        catchThrowableOfType(
            ConfigurationException.class, () -> config.read(c -> Mail.read(c.child("mail"))));
    assertThat(all.faults())
        .extracting(Fault::toString)
        .containsExactly(
            "mail.host (isp.yaml:1): expected one line of at most 4096 characters, for it is required",
            "mail.port (isp.yaml:3): expected a whole number from 1 to 65535, but was \"70000\"",
            "mail.tls (isp.yaml:4): expected one of none, starttls, but was \"maybe\"",
            "mail.password (isp.yaml:5): expected a single value",
            "mail.timeout (isp.yaml:6): expected a duration from 1s to 5m, such as 30s, but was \"30\"",
            "mail.prot (isp.yaml:2): expected a known key; did you mean port?",
            "mial (isp.yaml:7): expected a known key; did you mean mail?");
    assertThat(all).hasMessageContaining("mail.port").hasMessageNotContaining("CANARY");
  }

  @Test
  void aFaultySecretIsNeverShown() {
    Config config =
        Config.of(Map.of("token", "CANARY-" + "x".repeat(70_000), "url", "http://u:CANARY@h h"));
    config.root().secret("token").required();
    config.root().uri("url").required();
    assertThat(config.faults()).hasSize(2).asString().doesNotContain("CANARY");
  }

  @Test
  void aSectionThatIsAValueIsOneFaultAndNotOnePerKeyInIt() {
    Config config = Config.of(Map.of("mail", "mx.example"));
    Mail.read(config.root().child("mail"));
    assertThat(config.faults())
        .extracting(Fault::expectation)
        .containsExactly("a section: keys with values");
  }

  @Test
  void emptyAndNullValuesCountAsAbsent() {
    Config config = Config.builder().text("a.yaml", "a:\nb: ''\nc: ~\n").build();
    assertThat(config.root().text("a").orElse("d")).isEqualTo("d");
    assertThat(config.root().text("b").optional()).isEmpty();
    assertThat(config.root().child("c").isPresent()).isFalse();
    config.root().secret("b").required();
    assertThat(config.faults()).extracting(Fault::place).containsExactly("b");
  }

  @Test
  void aLaterSourceWinsKeyByKeyAndSaysSo() {
    Config config =
        Config.builder()
            .text("base.yaml", "mail: { host: a, port: 25 }\nlist: [1, 2]\n")
            .map("host application", Map.of("mail", Map.of("host", "b"), "list", List.of(3)))
            .environment(
                Environment.of(
                    Map.of("ISP_MAIL__PORT", "x", "ISP_LIST2", "a, b", "PATH", "/bin", "ISP_", "")),
                "ISP_")
            .build();
    assertThat(config.root().texts("list")).containsExactly("3");
    assertThat(config.root().texts("list2")).containsExactly("a", "b");
    assertThat(config.at("mail").text("host").required()).isEqualTo("b");
    assertThat(config.at("mail").integer("port", 1, 9).orElse(2)).isEqualTo(1);
    assertThat(config.faults())
        .extracting(Fault::toString)
        .containsExactly(
            "mail.port (environment ISP_MAIL__PORT): expected a whole number from 1 to 9, but was \"x\"");
  }

  @Test
  void aRecordThatRefusesItsPartsIsAFaultOfTheConfiguration() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Config.of(Map.of())
                    .read(
                        c -> {
                          throw new IllegalArgumentException("first after last");
                        }))
        .withMessageContaining("first after last");
  }

  @Test
  void jsonFilesAndYamlFilesReadAlike(@TempDir Path dir) throws Exception {
    Path json =
        Files.writeString(dir.resolve("isp.json"), "{\"mail\": {\n \"port\": 587, \"on\": true}}");
    Config config = Config.builder().file(json).build();
    assertThat(config.at("mail").integer("port", 1, 999).required()).isEqualTo(587);
    assertThat(config.at("mail").bool("on").required()).isTrue();
    assertThat(config.at("mail").origin()).isEqualTo("mail (isp.json:1)");
    config.verify();
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path dir) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().file(dir.resolve("no.yaml")).build())
        .withMessageContaining("no.yaml")
        .withMessageContaining("exists");
  }

  @Test
  void numbersAreReadExactlyAsWritten() {
    Config config =
        Config.builder()
            .text("a.yaml", "pin: 0123\nhuge: 99999999999999999999\nbits: 1_000\nyes: yes\n")
            .build();
    assertThat(config.root().text("pin").required()).isEqualTo("0123");
    config.root().number("huge", 0, Long.MAX_VALUE).required();
    config.root().integer("bits", 0, 5000).required();
    config.root().bool("yes").required();
    assertThat(config.faults())
        .extracting(Fault::value)
        .containsExactly("99999999999999999999", "1_000", "yes");
  }

  @Test
  void keysThatAreOnlyCloseAreSuggestedAndOthersListed() {
    Config config = Config.of(Map.of("poolSize", 1, "zzz", 2));
    config.root().integer("pool_size", 1, 9).optional();
    config.root().text("url").optional();
    assertThat(config.faults())
        .extracting(Fault::expectation)
        .containsExactlyInAnyOrder(
            "a known key; did you mean pool_size?", "a known key: pool_size, url");
  }
}
