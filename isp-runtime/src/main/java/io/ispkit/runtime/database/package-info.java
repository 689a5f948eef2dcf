/**
 * One database, H2 or PostgreSQL, chosen by its URL: connections, transactions and migrations.
 *
 * <p>How a module uses it: SQL files below {@code io/ispkit/<module>/migration} (see {@link
 * io.ispkit.runtime.database.MigrationSource}); {@code varchar} without a length for ids, texts and
 * JSON (H2 holds up to 1 MiB in it, and its {@code text} is a large object); {@code timestamp(6)
 * with time zone} for times; names without quotes that are reserved in neither database. Statements
 * go through jOOQ ({@link io.ispkit.runtime.database.Database#jooq}), which finds the schema by
 * itself, or name the schema ({@link io.ispkit.runtime.database.Database#table}).
 */
@NullMarked
package io.ispkit.runtime.database;

import org.jspecify.annotations.NullMarked;
