package io.ispkit.radius;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.unnest;

import java.util.Collection;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * The tables as jOOQ sees them. All names are written unquoted, so that each database folds them as
 * it does for FreeRADIUS; only {@code value} is a keyword of H2 and stands there in quotation
 * marks.
 */
public final class Layout {

  static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  static final Field<String> USERNAME = field(name("username"), SQLDataType.VARCHAR);
  static final Field<String> ATTRIBUTE = field(name("attribute"), SQLDataType.VARCHAR);
  static final Field<String> OP = field(name("op"), SQLDataType.VARCHAR);
  static final Field<String> GROUP = field(name("groupname"), SQLDataType.VARCHAR);
  static final Field<Integer> PRIORITY = field(name("priority"), SQLDataType.INTEGER);

  private final SQLDialect dialect;
  private final String schema;
  private final Name value;

  /**
   * @param schema empty: where the connection stands
   * @param upperCase whether the database folds unquoted names to upper case
   */
  Layout(SQLDialect dialect, String schema, boolean upperCase) {
    this.dialect = dialect;
    this.schema = schema;
    this.value =
        dialect == SQLDialect.H2 ? quotedName(upperCase ? "VALUE" : "value") : name("value");
  }

  /** H2, PostgreSQL or MariaDB. */
  public SQLDialect dialect() {
    return dialect;
  }

  /** Where the tables are; empty: where the connection stands. */
  public String schema() {
    return schema;
  }

  /** The name of the column {@code value} as it must stand in a statement. */
  String valueName() {
    return dialect == SQLDialect.H2 ? "\"" + value.last() + "\"" : "value";
  }

  /** The column {@code value}. */
  public Field<String> value() {
    return field(value, SQLDataType.VARCHAR);
  }

  Table<Record> rows(RadTable table) {
    return named(table.tableName());
  }

  Table<Record> ledger() {
    return named(Ledger.TABLE);
  }

  Table<Record> changes() {
    return named(ChangeLedger.TABLE);
  }

  Table<Record> accounting() {
    return named("radacct");
  }

  /**
   * Whether a text is one of many: one parameter on PostgreSQL, whose limit is 65535. The array is
   * a relation there: {@code = any(?)} compares each row with each text once the driver has
   * prepared the statement, because the plan then knows no array that it could hash.
   */
  Condition among(Field<String> field, Collection<String> texts) {
    return dialect == SQLDialect.POSTGRES
        ? field.in(
            select(field(name("texts", "text"), SQLDataType.VARCHAR))
                .from(unnest(texts.toArray(new String[0])).as("texts", "text")))
        : field.in(texts);
  }

  /**
   * A table of this schema.
   *
   * @param tableName lower case
   */
  public Table<Record> named(String tableName) {
    return table(schema.isEmpty() ? name(tableName) : name(schema, tableName));
  }
}
