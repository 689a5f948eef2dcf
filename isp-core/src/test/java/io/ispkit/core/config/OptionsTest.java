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

  private static final OptionSpec JUDGED =
      OptionSpec.builder()
          .required("host", Option.Type.TEXT, "Host.")
          .optional("port", Option.Type.INTEGER, "1", "Port.")
          .optional("user", Option.Type.TEXT, "User.")
          .optional("password", Option.Type.SECRET, "Password.")
          .optional("names", Option.Type.LIST, "Names.")
          .judgedBy(
              (options, faults) -> {
                if (!options.text("host").equals("good")) {
                  faults.add("host", options.text("host"), "a good host");
                }
                if (options.integer("port") < 10) {
                  faults.add("port", "" + options.integer("port"), "a port from 10 on");
                }
                options
                    .optionalSecret("password")
                    .ifPresent(p -> faults.add("password", p.reveal(), "a longer password"));
                options.list("names").forEach(n -> faults.add("names", n, "no name " + n.length()));
                if (options.optionalText("user").isPresent()) {
                  faults.add("user.more", "", "no user");
                }
              })
          .build();

  private static List<Fault> judged(Map<String, ?> options) {
    Config config = Config.of(Map.of("o", options));
    config.root().child("o").options(JUDGED);
    return config.faults();
  }

  @Test
  void whatTheRuleOfTheWholeFindsIsToldWithItsPathTogetherWithWrongTypes() {
    assertThat(
            judged(
                Map.of("host", "bad", "port", "x", "user", "u", "names", List.of("one", "three"))))
        .extracting(Fault::place)
        .containsExactly("o.port", "o.host", "o.names", "o.names", "o.user.more");
    assertThat(judged(Map.of("host", "good", "port", 10))).isEmpty();
  }

  @Test
  void theRuleOfTheWholeAddsNothingToAnOptionThatIsFaultyAlready() {
    assertThat(judged(Map.of("port", List.of(1))))
        .extracting(Fault::place)
        .containsExactlyInAnyOrder("o.host", "o.port");
  }

  @Test
  void noSecretAndNoValueOfAReferenceIsShownByTheRuleOfTheWhole() {
    Config config =
        Config.builder()
            .resolver(
                new ReferenceResolver() {
                  @Override
                  public String scheme() {
                    return "vault";
                  }

                  @Override
                  public java.util.Optional<String> resolve(String name, Path folder) {
                    return java.util.Optional.of("CANARY" + name);
                  }
                })
            .map(
                "map",
                Map.of(
                    "host", "${vault:a}",
                    "password", "CANARY",
                    "names", List.of("${vault:b}")))
            .build();
    config.root().options(JUDGED);
    assertThat(config.faults())
        .extracting(Fault::toString)
        .hasSize(4)
        .noneMatch(text -> text.contains("CANARY"));
  }
}
