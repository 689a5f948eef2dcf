package io.ispkit.radius;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows by PostgreSQL's COPY, in its text format, within the transaction of the connection. The only
 * class that names the driver: it is loaded where {@link #isPossible} has seen one.
 */
final class CopiedRows {

  private static final int PIECE = 256 * 1024;

  private CopiedRows() {}

  /** Whether PostgreSQL's own driver can be seen from here. It is optional. */
  static boolean isPossible() {
    try {
      Class.forName("org.postgresql.PGConnection", false, CopiedRows.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /**
   * Copies the rows in.
   *
   * @param place the table with the names of the columns in brackets
   * @return false, with nothing done: the connection is not of the driver that is seen from here
   */
  static boolean insert(Connection connection, String place, List<BulkRows.Column> columns)
      throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      return false;
    }
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + place + " from stdin (encoding 'UTF8')");
    try {
      send(copy, columns);
      copy.endCopy();
      return true;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, List<BulkRows.Column> columns) throws SQLException {
    int rows = columns.get(0).values().size();
    StringBuilder text = new StringBuilder(PIECE + 1024);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns.size(); column++) {
        text.append(column == 0 ? "" : "\t");
        append(columns.get(column).values().get(row), text);
      }
      text.append('\n');
      if (text.length() >= PIECE || row == rows - 1) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
      }
    }
  }

  /** As the text format wants it (PostgreSQL manual, COPY, "Text Format"). */
  private static void append(@Nullable Object value, StringBuilder text) {
    if (value == null) {
      text.append("\\N");
      return;
    }
    String plain = value.toString();
    int first = firstSpecial(plain);
    text.append(plain, 0, first);
    for (int i = first; i < plain.length(); i++) {
      char each = plain.charAt(i);
      switch (each) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(each);
      }
    }
  }

  /** Where the first character stands that the format wants otherwise; mostly there is none. */
  private static int firstSpecial(String plain) {
    int at = 0;
    while (at < plain.length() && "\\\t\n\r".indexOf(plain.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
