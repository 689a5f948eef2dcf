package io.ispkit.genieacs.cpe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration template: what every device gets that an order says nothing of, for which devices
 * it is meant, and where settings stand. Read from a data file; without {@code models} the built-in
 * layouts of TR-098 and TR-181 hold.
 *
 * @param tags of GenieACS: a device that carries one of them gets this template in place of {@code
 *     default}
 */
public record Template(
    Set<String> tags, @Nullable TemplateSettings settings, Map<String, Layout> models) {

  /** The name of the built-in one. */
  public static final String DEFAULT = "default";

  public Template {
    tags = tags == null ? Set.of() : Set.copyOf(tags);
    models = models == null ? Layouts.builtIn() : Map.copyOf(models);
    if (settings != null) {
      settings.settings();
    }
  }

  /** The built-in one: WPA2, and all else as the order says. */
  public static Template builtIn() {
    return new Template(Set.of(), null, Layouts.builtIn());
  }

  /** What a device gets with this template: an order, completed. */
  public CpeSettings complete(CpeSettings order) {
    CpeSettings defaults = settings == null ? CpeSettings.NOTHING : settings.settings();
    // An order without a word on security means WPA2, as every router of today has it.
    CpeSettings wpa2 = CpeSettings.NOTHING.with(WifiNetwork.ANY.secured(Security.WPA2));
    return order.over(defaults).over(wpa2);
  }

  /** The layout whose root the device has. */
  Optional<Layout> layoutOf(DeviceDocument device) {
    return models.values().stream().filter(m -> device.has(m.root())).findFirst();
  }
}
