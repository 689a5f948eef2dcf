package io.ispkit.workflow.trial;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.module.TenantProfile;
import io.ispkit.runtime.module.TenantServices;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;

/** A tenant whose only service is the script. */
public record ScriptOnly(TenantId id, Script script) implements TenantServices {

  @Override
  public TenantProfile profile() {
    return new TenantProfile(
        ZoneOffset.UTC, Locale.ENGLISH, null, null, Currency.getInstance("EUR"));
  }

  @Override
  public <T> T get(Class<T> type) {
    return type.cast(script);
  }
}
