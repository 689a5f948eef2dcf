package io.ispkit.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Faults faults = new Faults();

  @Test
  void aFaultReadsAsOneLineWithPlaceOriginExpectationAndValue() {
    assertThat(new Fault("database.port", "isp.yaml:3", "abc", "a whole number"))
        .hasToString("database.port (isp.yaml:3): expected a whole number, but was \"abc\"");
    assertThat(new Fault("orders[3].id", "", "an id")).hasToString("orders[3].id: expected an id");
  }

  @Test
  void hostilePlacesAndValuesStayOnOneLine() {
    assertThat(new Fault("a\r\nINFO forged", "b\n", "c\n", "an id").toString())
        .doesNotContain("\n", "\r");
  }

  @Test
  void linesOfUntrustedTextAreChecked() {
    assertThat(faults.checkLine("name", "Jane Roe", 20)).isTrue();
    assertThat(faults.checkLine("name", "Jane\r\nBcc: x", 20)).isFalse();
    assertThat(faults.checkLine("city", " ", 20)).isFalse();
    assertThat(faults.checkLine("note", "x".repeat(21), 20)).isFalse();
    assertThat(faults.list()).extracting(Fault::place).containsExactly("name", "city", "note");
  }

  @Test
  void aFloodOfFaultsIsListedInPart() {
    Fault fault = new Fault("a", "", "b");
    assertThat(Faults.describe(Collections.nCopies(10_000, fault)).lines())
        .hasSize(101)
        .last()
        .isEqualTo("and 9900 more");
    assertThat(faults.isEmpty()).isTrue();
  }
}
