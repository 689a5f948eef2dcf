package io.ispkit.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: x@y",
        "a\nX",
        "a\r",
        "a\u0000",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "\u001b[2J",
        "a\ud800b",
        "\uffff"
      })
  void textThatCouldActOnAHeaderATerminalOrALogIsNoLine(String text) {
    assertThat(PrintableText.isLine(text)).isFalse();
    assertThat(PrintableText.isLine(PrintableText.shown(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Jane Roe",
        "Müller-Łukasz",
        "山田 太郎",
        "\u560d\u760a",
        "O'Hara \"Jo\"",
        "👩‍🔧"
      })
  void ordinaryTextOfAnyScriptIsALine(String text) {
    assertThat(PrintableText.isLine(text)).isTrue();
  }

  @Test
  void aBlockMayHaveSeveralLines() {
    assertThat(PrintableText.isBlock("one\n\ttwo")).isTrue();
    assertThat(PrintableText.isBlock("one\r\ntwo")).isFalse();
  }

  @Test
  void shownTextIsQuotedEscapedAndCut() {
    assertThat(PrintableText.shown("a\r\n\"b\"\\")).isEqualTo("\"a\\u000d\\u000a\\\"b\\\"\\\\\"");
    assertThat(PrintableText.shown("x".repeat(100_000)))
        .isEqualTo("\"" + "x".repeat(60) + "\"… (99940 more)");
  }
}
