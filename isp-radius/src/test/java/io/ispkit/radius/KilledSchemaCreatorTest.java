package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

/** H2 commits with each statement that makes a table or an index, so anything may be half made. */
class KilledSchemaCreatorTest {

  private static final SchemaCreator CREATOR = new SchemaCreator("radius", true);
  private static final List<String> STATEMENTS =
      CREATOR.script(new Layout(SQLDialect.H2, "radius", true)).stream()
          .flatMap(table -> table.statements().stream())
          .toList();

  @Test
  void a_creation_that_was_killed_after_any_statement_is_completed_at_the_next_start() {
    String undisturbed = madeAfter(0);
    assertThat(undisturbed).contains("ISP_SUBSCRIBER_CHANGE_USERNAME", "RADACCT", "DESIRED");
    assertThat(STATEMENTS).hasSizeGreaterThan(20);
    for (int made = 1; made <= STATEMENTS.size(); made++) {
      assertThat(madeAfter(made)).as("after %s statements", made).isEqualTo(undisturbed);
    }
  }

  /** What is there when some statements were run, and then a process has started. */
  private static String madeAfter(int made) {
    try (TestTables tables = new TestTables("jdbc:h2:mem:killed" + made, "sa", "", "radius")) {
      if (made > 0) {
        tables.execute("create schema radius");
      }
      STATEMENTS.subList(0, made).forEach(tables::execute);
      tables.transact(
          transaction -> {
            CREATOR.prepare(tables.tables(transaction));
            return made;
          });
      return all(tables);
    }
  }

  /** Tables, columns, indexes and constraints, but for the names that H2 makes up. */
  private static String all(TestTables tables) {
    StringBuilder text = new StringBuilder();
    for (String sql :
        List.of(
            "select table_name, column_name, data_type, character_maximum_length, is_nullable,"
                + " column_default from information_schema.columns where table_schema = 'RADIUS'"
                + " order by 1, 2",
            "select table_name, index_name from information_schema.indexes where table_schema ="
                + " 'RADIUS' and index_type_name = 'INDEX' and index_name not like"
                + " 'CONSTRAINT_INDEX%' order by 1, 2",
            "select table_name, constraint_type from information_schema.table_constraints where"
                + " table_schema = 'RADIUS' order by 1, 2")) {
      tables.query(sql, "").forEach(row -> text.append(row).append('\n'));
    }
    tables.transact(
        transaction -> {
          RadiusTables open = tables.tables(transaction);
          new TreeMap<>(open.columns())
              .keySet()
              .forEach(
                  table ->
                      text.append(table)
                          .append(
                              open.indexes(table).stream().map(List::toString).sorted().toList())
                          .append('\n'));
          return text;
        });
    return text.toString();
  }
}
