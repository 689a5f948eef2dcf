package io.ispkit.comms.internal;

import io.ispkit.runtime.database.MigrationSource;

/** The tables of communications. */
public final class CommsMigrations implements MigrationSource {

  @Override
  public String module() {
    return "comms";
  }
}
