package io.ispkit.runtime.database;

/**
 * Says that a module has tables. Found by {@code ServiceLoader}; a public no-argument constructor.
 *
 * <p>Its SQL lies in {@code io/ispkit/<module>/migration/common} and, for what only one product
 * understands, in {@code …/h2} and {@code …/postgresql}; one sequence of versions over both: {@code
 * V<n>__<name>.sql}. Names are not qualified: the configured schema is the default one while the
 * migrations run. Each module has a history table of its own, {@code isp_<module>_migrations}.
 * Statements of a migration that has been released are never changed.
 *
 * <p>H2 commits each statement that changes a table by itself, and a migration whose process was
 * killed is run again from its beginning: what runs on H2 must be repeatable, {@code create table
 * if not exists}, {@code create or replace view}.
 */
public interface MigrationSource {

  /** The module's name: {@code [a-z][a-z0-9_]*}. */
  String module();
}
