package io.ispkit.radius.nas;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.RadiusTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The table {@code nas} within one transaction. */
final class NasRows {

  private static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
  private static final Field<String> NAME = text("nasname");
  private static final Field<String> SHORT_NAME = text("shortname");
  private static final Field<String> TYPE = text("type");
  private static final Field<Integer> PORTS = field(name("ports"), SQLDataType.INTEGER);
  private static final Field<String> SECRET = text("secret");
  private static final Field<String> SERVER = text("server");
  private static final Field<String> COMMUNITY = text("community");
  private static final Field<String> DESCRIPTION = text("description");

  private final DSLContext sql;
  private final Table<Record> table;

  NasRows(RadiusTables tables) {
    sql = tables.sql();
    table = tables.layout().named("nas");
  }

  List<StoredNas> all() {
    return select().orderBy(ID).fetch(NasRows::read);
  }

  /** The row, kept from others until the transaction ends. */
  Optional<StoredNas> lock(long id) {
    return select().where(ID.eq(id)).forUpdate().fetchOptional(NasRows::read);
  }

  StoredNas insert(NasClient client) {
    var inserted = sql.insertInto(table).set(values(client)).returningResult(ID).fetchOne();
    if (inserted == null) {
      throw new IllegalStateException("the database made a row of nas and told no id");
    }
    return new StoredNas(inserted.value1(), client);
  }

  void update(StoredNas row) {
    sql.update(table).set(values(row.client())).where(ID.eq(row.id())).execute();
  }

  void delete(long id) {
    sql.deleteFrom(table).where(ID.eq(id)).execute();
  }

  private SelectJoinStep<? extends Record> select() {
    return sql.select(ID, NAME, SHORT_NAME, TYPE, PORTS, SECRET, SERVER, COMMUNITY, DESCRIPTION)
        .from(table);
  }

  private static Map<Field<?>, ?> values(NasClient client) {
    NasDetails details = client.details();
    Secret community = details.community();
    return Map.of(
        NAME,
        client.name(),
        SHORT_NAME,
        client.shortName(),
        TYPE,
        details.type(),
        PORTS,
        DSL.val(details.ports(), PORTS),
        SECRET,
        client.secret().reveal(),
        SERVER,
        DSL.val(details.server(), SERVER),
        COMMUNITY,
        DSL.val(community == null ? null : community.reveal(), COMMUNITY),
        DESCRIPTION,
        DSL.val(details.description(), DESCRIPTION));
  }

  /** Columns that must not be NULL in one product may be so in another. */
  private static StoredNas read(Record row) {
    String community = row.get(COMMUNITY);
    return new StoredNas(
        row.get(ID),
        new NasClient(
            or(row.get(NAME), ""),
            or(row.get(SHORT_NAME), ""),
            secret(or(row.get(SECRET), "")),
            new NasDetails(
                or(row.get(TYPE), "other"),
                row.get(PORTS),
                row.get(SERVER),
                community == null || community.isEmpty() ? null : Secret.of(community),
                row.get(DESCRIPTION))));
  }

  /** An empty one, which serves nobody, cannot be said; it is shown as a blank. */
  private static Secret secret(String text) {
    return Secret.of(text.isEmpty() ? " " : text);
  }

  private static String or(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }
}
