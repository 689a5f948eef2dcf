package io.ispkit.runtime.database;

import java.util.Locale;
import org.jooq.SQLDialect;

/** The database products that hold our tables. */
public enum Dialect {
  /** H2 2.2 or newer, in this process: one file, or in memory. */
  H2(SQLDialect.H2),
  /** PostgreSQL 14 or newer. */
  POSTGRESQL(SQLDialect.POSTGRES);

  private final SQLDialect jooq;

  Dialect(SQLDialect jooq) {
    this.jooq = jooq;
  }

  /** The name that jOOQ has for it. */
  public SQLDialect jooq() {
    return jooq;
  }

  /** {@code h2} or {@code postgresql}: also the name of the folder of its own migrations. */
  public String product() {
    return name().toLowerCase(Locale.ROOT);
  }
}
