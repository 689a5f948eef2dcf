package io.ispkit.workflow.internal;

import io.ispkit.runtime.database.MigrationSource;

/** Says that the workflow engine has tables. */
public final class WorkflowMigrations implements MigrationSource {
  @Override
  public String module() {
    return "workflow";
  }
}
