package io.ispkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ispkit.core.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are broken or built to do harm. */
class HostileDocumentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: CANARY",
        "a: [CANARY",
        "{CANARY",
        "\tCANARY: 1",
        "a: 'CANARY",
        "- CANARY",
        "CANARY",
        "a: 1\n---\nb: CANARY",
        "a: %CANARY",
        "CANARY: \u0000",
        "a: @CANARY",
        "? [CANARY]: 1: 2",
        "a: \"\\qCANARY\""
      })
  void aBrokenYamlDocumentIsOneFaultThatDoesNotQuoteIt(String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().text("a.yaml", text).build())
        .withMessageContaining("a.yaml:")
        .withMessageNotContaining("CANARY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": CANARY}",
        "{\"a\": \"CANARY",
        "[1]",
        "{\"a\": 1} {\"b\": 2}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "{\"CANARY\" 1}"
      })
  void aBrokenJsonDocumentIsOneFaultThatDoesNotQuoteIt(String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().text("a.json", text).build())
        .withMessageContaining("a.json:1")
        .withMessageNotContaining("CANARY");
  }

  @Test
  void theLineOfASyntaxErrorIsNamed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().text("a.yaml", "a: 1\nb: 2\nc: d: e\n").build())
        .withMessageContaining("a.yaml:3")
        .withMessageContaining("mapping values are not allowed here");
  }

  @Test
  void aliasesAreRefusedSoNoBombCanGrow() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [*a")
          .append(i - 1)
          .append(", *a")
          .append(i - 1)
          .append("]\n");
    }
    Config config = Config.builder().text("a.yaml", bomb.toString()).build();
    assertThat(config.faults())
        .hasSize(58)
        .extracting(Fault::expectation)
        .allMatch(e -> e.contains("aliases"));
  }

  @Test
  void aKeyGivenTwiceIsAFault() {
    Config config = Config.builder().text("a.yaml", "a: 1\nb:\n  c: 1\n  c: 2\n").build();
    assertThat(config.faults())
        .extracting(Fault::toString)
        .containsExactly("b.c (a.yaml:4): expected each key once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: "})
  void aBottomlessDocumentIsRefused(String opening) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().text("a.yaml", "a: " + opening.repeat(100_000)).build());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Config.builder().text("a.json", "{\"a\":" + "[".repeat(100_000)).build());
  }

  @Test
  void aHugeDocumentIsRefused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Config.builder()
                    .text("a.yaml", "a: " + "x".repeat(DocumentReader.MAX_CHARACTERS))
                    .build())
        .withMessageContaining("at most");
  }

  @Test
  void anEmptyDocumentIsAnEmptyTree() {
    for (String text : new String[] {"", "# nothing\n", "---\n", "\uFEFFa: 1"}) {
      Config config = Config.builder().text("a.yaml", text).build();
      config.root().text("a").optional();
      config.verify();
    }
  }

  @Test
  void tagsCreateNoObjects() {
    Config config =
        Config.builder().text("a.yaml", "a: !!javax.script.ScriptEngineManager [x]\n").build();
    assertThat(config.root().texts("a")).containsExactly("x");
  }
}
