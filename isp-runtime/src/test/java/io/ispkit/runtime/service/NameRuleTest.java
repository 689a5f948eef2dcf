package io.ispkit.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRuleTest {

  @ParameterizedTest
  @CsvSource({
    "Jane.Roe@example.com, jane.roe",
    "JOSÉ_Müller@example.com, jose_muller",
    "Łukasz.Groß@example.com, lukasz.gross",
    "IRMAK@example.com, irmak",
    "jane+isp@example.com, janeisp",
    "'\"a b`$(x)\"@example.com', abx",
    "日本@example.com, customer",
    "._-@example.com, customer"
  })
  void theStemIsTheLocalPartInPlainLowerCase(String email, String stem) {
    assertThat(NameRule.stem(email)).isEqualTo(stem);
  }

  @ParameterizedTest
  @CsvSource({"jane.roe, jane-roe", "_jane_, jane", "a..b, a-b", "-, customer"})
  void aLabelIsWhatDnsTakes(String stem, String label) {
    assertThat(NameRule.label(stem)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "jane, 1, @isp, 64, jane@isp",
    "jane, 12, @isp, 64, jane-12@isp",
    "janeroe, 2, @isp, 10, jane-2@isp"
  })
  void aNumberedNameFitsItsLimit(String stem, int n, String tail, int limit, String name) {
    assertThat(NameRule.name(stem, n, tail, limit)).isEqualTo(name);
  }
}
