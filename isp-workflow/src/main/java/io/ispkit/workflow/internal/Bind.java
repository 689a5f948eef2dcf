package io.ispkit.workflow.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement one after the other. */
final class Bind {

  private final PreparedStatement statement;
  private int index;

  Bind(PreparedStatement statement) {
    this.statement = statement;
  }

  Bind text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Bind number(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  Bind number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Bind flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  <T> Bind array(String type, List<T> rows, Function<T, ?> column) throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  Bind time(@Nullable Instant value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(++index, value.atOffset(ZoneOffset.UTC));
    }
    return this;
  }
}
