package io.ispkit.radius.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values by RFC 4180, record by record: fields in quotation marks may hold
 * commas, line breaks and doubled quotation marks. Takes CR LF and LF, a byte order mark, and no
 * more than so much of a field and of a record. Not thread-safe.
 */
final class CsvReader {

  private static final int MOST_FIELDS = 200;
  private static final int MOST_CHARACTERS = 10_000;
  private static final int END = -1;

  /**
   * One record.
   *
   * @param line where it begins, from 1
   * @param fault what is wrong with its form, or null
   */
  record Line(long line, List<String> fields, @Nullable String fault) {
    boolean isBlank() {
      return fields.size() == 1 && fields.get(0).isBlank();
    }
  }

  private final BufferedReader in;
  private long line = 1;
  private int next;
  private boolean begun;

  CsvReader(Reader in) {
    this.in = new BufferedReader(in);
  }

  /** The next record, or null at the end. A record of a wrong form ends with its line. */
  @Nullable Line next() throws IOException {
    if (!begun) {
      begun = true;
      advance();
      if (next == '\uFEFF') {
        advance();
      }
    }
    if (next == END) {
      return null;
    }
    long first = line;
    List<String> fields = new ArrayList<>();
    String fault = null;
    boolean more = true;
    while (more && fault == null) {
      StringBuilder field = new StringBuilder();
      fault = next == '"' ? quoted(field) : plain(field);
      fields.add(field.toString());
      more = next == ',';
      if (more) {
        advance();
      }
      if (fields.size() > MOST_FIELDS) {
        fault = "at most " + MOST_FIELDS + " fields";
      }
    }
    while (fault != null && next != '\n' && next != END) {
      advance();
    }
    if (next == '\n') {
      advance();
      line++;
    }
    return new Line(first, fields, fault);
  }

  private @Nullable String plain(StringBuilder field) throws IOException {
    while (next != ',' && next != '\n' && next != END) {
      if (next == '"') {
        return "a field with a quotation mark to stand in quotation marks";
      }
      field.append((char) next);
      if (field.length() > MOST_CHARACTERS) {
        return "fields of at most " + MOST_CHARACTERS + " characters";
      }
      advance();
    }
    return null;
  }

  private @Nullable String quoted(StringBuilder field) throws IOException {
    advance();
    while (next != END) {
      if (next == '"') {
        advance();
        if (next != '"') {
          return next == ',' || next == '\n' || next == END
              ? null
              : "a comma or the end of the line after a closing quotation mark";
        }
      }
      if (next == '\n') {
        line++;
      }
      field.append((char) next);
      if (field.length() > MOST_CHARACTERS) {
        return "a closing quotation mark within " + MOST_CHARACTERS + " characters";
      }
      advance();
    }
    return "a closing quotation mark";
  }

  /** CR LF counts as LF. */
  private void advance() throws IOException {
    next = in.read();
    if (next == '\r') {
      in.mark(1);
      if (in.read() == '\n') {
        next = '\n';
      } else {
        in.reset();
      }
    }
  }
}
