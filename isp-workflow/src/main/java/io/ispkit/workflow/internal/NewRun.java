package io.ispkit.workflow.internal;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.workflow.Definition;

/** A run that is to be started. */
record NewRun(
    TenantId tenant,
    String id,
    Definition<?> definition,
    String key,
    int stateFormat,
    String stateJson) {

  private static final int LONGEST_KEY = 200;

  NewRun {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new PermanentException("run key: expected 1 to " + LONGEST_KEY + " characters");
    }
  }

  static <S> NewRun of(TenantId tenant, String id, Definition<S> definition, String key, S state) {
    return new NewRun(
        tenant, id, definition, key, definition.codec().format(), definition.codec().write(state));
  }

  String firstStage() {
    return definition.stages().get(0).name();
  }
}
