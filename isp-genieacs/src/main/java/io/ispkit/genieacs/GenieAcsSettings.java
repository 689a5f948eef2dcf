package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Setting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The checked options.
 *
 * @param customers what customers may change on their routers: there a difference is theirs
 */
record GenieAcsSettings(
    NbiSettings nbi,
    String tagPrefix,
    Layouts layouts,
    Set<Setting> customers,
    Duration confirmDeadline) {

  GenieAcsSettings {
    customers = Set.copyOf(customers);
  }

  /** Notes everything that is wrong with the options; reads the files of templates. */
  static void judge(Options options, Faults faults) {
    read(options, faults);
  }

  /**
   * Reads the options of the context.
   *
   * @throws PermanentException they are no good, such as a template's file that is gone by now
   */
  static GenieAcsSettings of(AdapterContext context) {
    Options options = context.options();
    Faults faults = new Faults();
    GenieAcsSettings read = read(options, faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return read;
  }

  /** What is read is good for nothing when faults were noted. */
  private static GenieAcsSettings read(Options options, Faults faults) {
    String prefix = options.text("tag_prefix");
    if (!prefix.matches("[A-Za-z0-9_-]{1,40}")) {
      faults.add("tag_prefix", prefix, "1 to 40 of [A-Za-z0-9_-]");
    }
    return new GenieAcsSettings(
        NbiSettings.read(options, faults),
        prefix,
        DataFiles.read(options, faults),
        customers(options, faults),
        options.duration("confirm_deadline"));
  }

  private static Set<Setting> customers(Options options, Faults faults) {
    Set<Setting> settings = EnumSet.noneOf(Setting.class);
    for (String name : options.list("customer_fields")) {
      try {
        settings.add(Setting.read(name));
      } catch (IllegalArgumentException unknown) {
        faults.add("customer_fields", name, "names of settings such as wifi_ssid");
      }
    }
    return settings;
  }
}
