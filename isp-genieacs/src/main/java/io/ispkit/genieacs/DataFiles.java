package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.fault.Faults;
import io.ispkit.genieacs.cpe.Layouts;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the operator's own templates and overrides, on top of those that are built in. */
final class DataFiles {

  private DataFiles() {}

  static Layouts read(Options options, Faults faults) {
    Layouts layouts = each("templates", options, faults, Layouts.shipped(), Layouts::withTemplate);
    return each("overrides", options, faults, layouts, Layouts::withOverride);
  }

  private interface Reading {
    Layouts add(Layouts to, String name, Path file);
  }

  private static Layouts each(
      String option, Options options, Faults faults, Layouts begun, Reading reading) {
    Layouts all = begun;
    Map<String, String> byName = new TreeMap<>(options.map(option));
    for (Map.Entry<String, String> entry : byName.entrySet()) {
      try {
        all = reading.add(all, entry.getKey(), Path.of(entry.getValue()));
      } catch (IllegalArgumentException wrong) {
        String what = option.equals("templates") ? "a template" : "an override";
        faults.add(option + "." + entry.getKey(), "", what + " (" + wrong.getMessage() + ")");
      }
    }
    return all;
  }
}
