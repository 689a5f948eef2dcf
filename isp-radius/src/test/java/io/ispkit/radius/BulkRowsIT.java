package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By COPY on PostgreSQL, over arrays where its driver is hidden, by rows elsewhere. */
@OnEachDatabase
class BulkRowsIT {

  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "",
          "\\N",
          "\\",
          "\\.",
          "a\tb",
          "a\nb",
          "a\r\nb",
          "'\"`,{}",
          "\\x41",
          "Zoë €",
          "\uD83D\uDE00",
          "\b\f\u000B",
          "NULL");

  private final TestDatabase database;
  private Connection connection;

  BulkRowsIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "create table bulk_rows (n bigint not null, texts varchar(200), constraint once unique"
              + " (n))");
    }
    connection.commit();
  }

  @AfterEach
  void close() throws SQLException {
    connection.rollback();
    try (var statement = connection.createStatement()) {
      statement.execute("drop table bulk_rows");
    }
    connection.commit();
    connection.close();
  }

  @Test
  void every_value_arrives_as_it_was() {
    insert(connection, 0, HOSTILE);
    assertThat(texts()).isEqualTo(HOSTILE);
  }

  @Test
  void the_same_arrives_where_the_driver_is_hidden() {
    insert(hidden(connection), 0, HOSTILE);
    assertThat(texts()).isEqualTo(HOSTILE);
  }

  @Test
  void an_absent_value_stays_absent_and_many_pieces_are_one_insert() {
    List<String> many = new ArrayList<>(Arrays.asList("first", null));
    for (int i = 0; i < 5_000; i++) {
      many.add("x".repeat(150) + i);
    }
    insert(connection, 0, many);
    assertThat(texts()).isEqualTo(many);
  }

  @Test
  void a_row_that_is_refused_refuses_all_and_the_connection_stays_usable() throws SQLException {
    insert(connection, 7, List.of("first"));
    var before = connection.setSavepoint();
    assertThatThrownBy(() -> insert(connection, 0, HOSTILE))
        .isInstanceOfSatisfying(
            DataAccessException.class, failed -> assertThat(failed.sqlState()).isEqualTo("23505"));
    connection.rollback(before);
    assertThat(texts()).containsExactly("first");
  }

  private void insert(Connection on, long from, List<String> texts) {
    BulkRows.Gathered<Long> numbers = new BulkRows.Gathered<>();
    BulkRows.Gathered<String> values = new BulkRows.Gathered<>();
    for (int i = 0; i < texts.size(); i++) {
      numbers.add(from + i);
      values.add(texts.get(i));
    }
    new BulkRows(RadiusTables.on(on, database.product(), ""))
        .insert("bulk_rows", List.of(numbers.as("n", "bigint"), values.as("texts", "text")));
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select texts from bulk_rows order by n")) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A connection that is unwrapped to nothing, as that of a driver in another class loader is. */
  private static Connection hidden(Connection of) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("isWrapperFor")) {
            return false;
          }
          try {
            return method.invoke(of, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            BulkRowsIT.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }
}
