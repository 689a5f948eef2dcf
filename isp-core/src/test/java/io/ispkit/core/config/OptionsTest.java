package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final OptionSpec SPEC =
      OptionSpec.builder()
          .required("url", Option.Type.URI, "Base URI.")
          .required("token", Option.Type.SECRET, "API token.")
          .optional("timeout", Option.Type.DURATION, "30s", "Answer.")
          .optional("retries", Option.Type.INTEGER, "2", "Repetitions.")
          .optional("site", Option.Type.TEXT, "Site.")
          .optional("verify", Option.Type.BOOLEAN, "true", "Certificates.")
          .optional("folder", Option.Type.PATH, "Folder.")
          .optional("tags", Option.Type.LIST, "a, b", "Tags.")
          .optional("names", Option.Type.MAP, "Names.")
          .choice("mode", "plain", List.of("plain", "tls"), "Mode.")
          .build();

  @Test
  void givenOptionsAreTypedAndAbsentOnesHaveTheirDefaults() {
    Config config =
        Config.of(
            Map.of(
                "options",
                Map.of(
                    "url",
                    "https://nb",
                    "token",
                    "CANARY",
                    "retries",
                    5,
                    "folder",
                    "/tmp",
                    "names",
                    Map.of("a", "b"))));
    Options options = config.root().child("options").options(SPEC);
    config.verify();
    assertThat(options.uri("url")).isEqualTo(URI.create("https://nb"));
    assertThat(options.secret("token")).isEqualTo(Secret.of("CANARY"));
    assertThat(options.duration("timeout")).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.integer("retries")).isEqualTo(5);
    assertThat(options.optionalText("site")).isEmpty();
    assertThat(options.bool("verify")).isTrue();
    assertThat(options.path("folder")).isEqualTo(Path.of("/tmp"));
    assertThat(options.list("tags")).containsExactly("a", "b");
    assertThat(options.map("names")).containsExactly(Map.entry("a", "b"));
    assertThat(options.text("mode")).isEqualTo("plain");
    assertThat(options.origin()).isEqualTo("options (map)");
    assertThat(options.toString()).contains("https://nb").doesNotContain("CANARY");
  }

  @Test
  void everyFaultyOptionIsNamed() {
    Config config =
        Config.of(
            Map.of("url", "nb", "retries", "many", "mode", "fast", "tokn", "CANARY", "tags", "x"));
    config.root().options(SPEC);
    assertThat(config.faults())
        .extracting(Fault::place)
        .containsExactlyInAnyOrder("url", "token", "retries", "tags", "mode", "tokn");
    assertThat(config.faults()).asString().contains("did you mean token?").doesNotContain("CANARY");
  }

  @Test
  void askingForAnOptionThatWasNotDeclaredIsABug() {
    Options options = Config.of(Map.of("url", "https://nb", "token", "x")).root().options(SPEC);
    assertThatIllegalArgumentException().isThrownBy(() -> options.text("nothing"));
    assertThatIllegalArgumentException().isThrownBy(() -> options.text("token"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.text("site"))
        .withMessageContaining("may be absent");
  }

  @Test
  void aDefaultThatDoesNotFitIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSpec.builder().integer("n", 1, 9, "10", "N.").build())
        .withMessageContaining("from 1 to 9");
  }
}
