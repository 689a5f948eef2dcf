package io.ispkit.runtime.device;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.runtime.internal.Version;
import io.ispkit.runtime.tenant.TenantScope;

/** Adapter {@code kept}: desired configurations are kept until an ACS is there. */
public final class KeptProvider implements AdapterProvider<DeviceManager> {

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "kept",
        "Kept device configurations",
        Version.current(),
        "ISP Kit",
        "Keeps what each device should have until an auto-configuration server is configured.");
  }

  @Override
  public Class<DeviceManager> port() {
    return DeviceManager.class;
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.none();
  }

  @Override
  public DeviceManager open(AdapterContext context) {
    TenantScope scope =
        context
            .embedded(TenantScope.class)
            .orElseThrow(
                () -> new PermanentException("adapter kept works inside the backend only"));
    return new KeptDevices(scope);
  }
}
