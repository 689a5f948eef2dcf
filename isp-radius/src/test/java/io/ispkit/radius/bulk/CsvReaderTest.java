package io.ispkit.radius.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  @Test
  void quoted_fields_hold_commas_line_breaks_and_quotation_marks() throws IOException {
    assertThat(read("\uFEFFa,b\r\n\"x,1\",\"two\r\nlines \"\"quoted\"\"\"\r\nlast,\n"))
        .containsExactly("1 [a, b] null", "2 [x,1, two\nlines \"quoted\"] null", "4 [last, ] null");
  }

  @Test
  void a_wrong_form_is_told_with_its_line_and_the_next_line_is_read() throws IOException {
    assertThat(read("a,b\"c,d\ne,\"f\"g\nh,i\n"))
        .extracting(line -> line.replaceFirst("\\[.*\\] ", ""))
        .containsExactly(
            "1 a field with a quotation mark to stand in quotation marks",
            "2 a comma or the end of the line after a closing quotation mark",
            "3 null");
    assertThat(read("a,\"b\nc")).singleElement().asString().endsWith("a closing quotation mark");
  }

  @Test
  void an_endless_field_ends_with_a_fault_and_not_with_the_memory() throws IOException {
    assertThat(read("\"" + "x".repeat(20_000) + "\n" + "a,b\n"))
        .hasSize(2)
        .first()
        .asString()
        .contains("within 10000 characters");
  }

  @Test
  void an_empty_file_has_no_lines() throws IOException {
    assertThat(read("")).isEmpty();
  }

  private static List<String> read(String text) throws IOException {
    CsvReader csv = new CsvReader(new StringReader(text));
    List<String> lines = new ArrayList<>();
    for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
      lines.add(line.line() + " " + line.fields() + " " + line.fault());
    }
    return lines;
  }
}
