package io.ispkit.radius.nas;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says how one row of {@code nas} differs from another, and what that means to FreeRADIUS. */
final class NasDifference {

  private static final String SYSTEM = "radius";

  private NasDifference() {}

  /** One of the two is there. */
  static NasChange between(
      @Nullable StoredNas before, @Nullable StoredNas after, ClientReading reading) {
    NasClient old = before == null ? null : before.client();
    NasClient now = after == null ? null : after.client();
    NasClient named = now == null ? Objects.requireNonNull(old) : now;
    String target = "nas " + named.name();
    FieldChange[] fields = fields(old, now);
    Change change;
    if (old == null) {
      change = Change.create(SYSTEM, target, fields);
    } else if (now == null) {
      change = Change.delete(SYSTEM, target, fields);
    } else if (fields.length > 0) {
      change = Change.update(SYSTEM, target, fields);
    } else {
      change = Change.none(SYSTEM, target);
    }
    return new NasChange(List.of(change), before, after, effect(old, now, reading));
  }

  /** FreeRADIUS selects id, nasname, shortname, type, secret and server; the rest is for people. */
  private static Effect effect(
      @Nullable NasClient old, @Nullable NasClient now, ClientReading reading) {
    if (Objects.equals(read(old), read(now))) {
      return Effect.NOTHING_TO_DO;
    }
    if (reading == ClientReading.AT_START) {
      return Effect.AFTER_RESTART;
    }
    return old == null ? Effect.WITH_NEXT_PACKET : Effect.AFTER_LIFETIME;
  }

  private static List<@Nullable Object> read(@Nullable NasClient client) {
    List<@Nullable Object> all = new ArrayList<>();
    if (client != null) {
      all.add(client.name());
      all.add(client.shortName());
      all.add(client.secret());
      all.add(client.details().type());
      all.add(client.details().server());
    }
    return all;
  }

  private static FieldChange[] fields(@Nullable NasClient old, @Nullable NasClient now) {
    List<FieldChange> fields = new ArrayList<>();
    add(fields, "nasname", old == null ? null : old.name(), now == null ? null : now.name());
    add(
        fields,
        "shortname",
        old == null ? null : old.shortName(),
        now == null ? null : now.shortName());
    add(fields, "secret", old == null ? null : old.secret(), now == null ? null : now.secret());
    NasDetails was = old == null ? null : old.details();
    NasDetails is = now == null ? null : now.details();
    add(fields, "type", was == null ? null : was.type(), is == null ? null : is.type());
    add(fields, "ports", was == null ? null : was.ports(), is == null ? null : is.ports());
    add(fields, "server", was == null ? null : was.server(), is == null ? null : is.server());
    add(
        fields,
        "community",
        was == null ? null : was.community(),
        is == null ? null : is.community());
    add(
        fields,
        "description",
        was == null ? null : was.description(),
        is == null ? null : is.description());
    return fields.toArray(FieldChange[]::new);
  }

  private static void add(
      List<FieldChange> fields, String name, @Nullable Object old, @Nullable Object now) {
    if (!Objects.equals(old, now)) {
      fields.add(new FieldChange(name, shown(old), shown(now)));
    }
  }

  private static @Nullable String shown(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Secret ? FieldChange.HIDDEN : value.toString();
  }
}
