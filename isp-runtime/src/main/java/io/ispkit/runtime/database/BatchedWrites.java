package io.ispkit.runtime.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes of a transaction that wait to be sent together, grouped by statement. */
final class BatchedWrites {

  private static final int SEND_AT = 500;

  private final Connection connection;
  private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
  private int size;

  BatchedWrites(Connection connection) {
    this.connection = connection;
  }

  void add(String sql, @Nullable Object[] parameters) throws SQLException {
    rows.computeIfAbsent(sql, s -> new ArrayList<>()).add(parameters);
    if (++size >= SEND_AT) {
      flush();
    }
  }

  void flush() throws SQLException {
    if (size == 0) {
      return;
    }
    var sent = new LinkedHashMap<>(rows);
    clear();
    for (var entry : sent.entrySet()) {
      try (PreparedStatement statement = connection.prepareStatement(entry.getKey())) {
        for (@Nullable Object[] parameters : entry.getValue()) {
          for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, forDriver(parameters[i]));
          }
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  void clear() {
    rows.clear();
    size = 0;
  }

  /**
   * JDBC drivers know OffsetDateTime, not Instant; with its offset the session's zone is nothing.
   */
  private static @Nullable Object forDriver(@Nullable Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }
}
