package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

  @TempDir Path dir;

  private final Environment environment =
      Environment.of(Map.of("HOST", "mx", "LOOP", "${env:HOST}", "EMPTY", ""));

  @BeforeEach
  void files() throws Exception {
    Files.writeString(dir.resolve("token"), "CANARY-${env:HOST}\n");
    Files.writeString(dir.resolve("two"), "a\n\n");
    Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, 0});
    Files.write(dir.resolve("large"), new byte[FileReferences.MAX_BYTES + 1]);
  }

  private Config config(String value) throws Exception {
    Path file = Files.writeString(dir.resolve("isp.yaml"), "v: '" + value + "'\n");
    return Config.builder().environmentReferences(environment).file(file).build();
  }

  @ParameterizedTest
  @CsvSource({
    "${env:HOST}, mx",
    "a${env:HOST}b${env:HOST}, amxbmx",
    "${env:NONE:-fall:-back}, fall:-back",
    "${env:EMPTY:-d}, d",
    "$${env:HOST}, ${env:HOST}",
    "$$${env:HOST}, $${env:HOST}",
    "$HOST $ {x}, $HOST $ {x}",
    "${env:LOOP}, ${env:HOST}",
    "${file:token}, CANARY-${env:HOST}",
    "${file:none:-d}, d"
  })
  void referencesAreReplacedOnce(String value, String result) throws Exception {
    Config config = config(value);
    assertThat(config.root().block("v").required()).isEqualTo(result);
    config.verify();
  }

  @Test
  void onlyTheLastLineFeedOfAFileIsCut() throws Exception {
    assertThat(config("${file:two}").root().block("v").required()).isEqualTo("a\n");
  }

  @ParameterizedTest
  @CsvSource({
    "${env:NONE}, something that exists",
    "${env:EMPTY}, something that exists",
    "${file:none}, something that exists",
    "${file:.}, not a directory",
    "${file:binary}, UTF-8",
    "${file:large}, at most",
    "${vault:a/b}, 'one of env, file'",
    "${HOST}, a reference such as",
    "${env:}, a reference such as",
    "a ${env:HOST, a reference such as",
    "${}, a reference such as"
  })
  void aReferenceToNothingIsAFaultAndNeverText(String value, String expectation) throws Exception {
    Config config = config(value);
    assertThat(config.root().text("v").required()).isEmpty();
    assertThat(config.faults())
        .singleElement()
        .satisfies(f -> assertThat(f.expectation()).contains(expectation))
        .satisfies(f -> assertThat(f.origin()).isEqualTo("isp.yaml:1"));
  }

  @Test
  void aFaultShowsTheReferenceAndNotWhatItStandsFor() throws Exception {
    Config config = config("${file:token}");
    config.root().integer("v", 1, 2).required();
    assertThat(config.faults()).extracting(Fault::value).containsExactly("${file:token}");
  }

  @Test
  void aDefaultIsNotShownForItMayBeASecret() throws Exception {
    assertThat(config("${vault:a:-CANARY}").faults())
        .asString()
        .contains("${vault:a}")
        .doesNotContain("CANARY");
  }

  @Test
  void untrustedSourcesReachNeitherEnvironmentNorFiles() {
    Config config =
        Config.untrusted()
            .map("tenant", Map.of("v", "${env:PATH}", "w", "${file:/etc/hostname}"))
            .build();
    config.root().text("v").optional();
    config.root().text("w").optional();
    assertThat(config.faults())
        .extracting(Fault::expectation)
        .containsOnly("no reference here")
        .hasSize(2);
  }

  @Test
  void valuesOfTheEnvironmentAndSecretsOfTheHostAreNoTemplates() {
    Config config =
        Config.builder()
            .environment(Environment.of(Map.of("ISP_A", "p${env:x}w")), "ISP_")
            .map("host", Map.of("b", Secret.of("${env:PATH}")))
            .build();
    assertThat(config.root().secret("a").required()).isEqualTo(Secret.of("p${env:x}w"));
    assertThat(config.root().secret("b").required()).isEqualTo(Secret.of("${env:PATH}"));
    config.verify();
  }

  @Test
  void furtherSchemesCanBeAdded() {
    ReferenceResolver vault =
        new ReferenceResolver() {
          @Override
          public String scheme() {
            return "vault";
          }

          @Override
          public Optional<String> resolve(String name, Path folder) {
            return Optional.of(name.toUpperCase(java.util.Locale.ROOT));
          }
        };
    Config config =
        Config.builder().map("m", Map.of("v", "${vault:a/b#c}")).resolver(vault).build();
    assertThat(config.root().text("v").required()).isEqualTo("A/B#C");
  }
}
