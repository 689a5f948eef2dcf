package io.ispkit.genieacs.cpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What is wanted of some device, before it is known which device that is. Immutable. */
public record Wanted(Layouts layouts, Template template, CpeSettings settings) {

  /**
   * An order, completed by a template.
   *
   * @param order what is wanted whatever the template says
   */
  public static Wanted of(Layouts layouts, Template template, CpeSettings order) {
    return new Wanted(layouts, template, template.complete(order));
  }

  /** What must be read of a device's document to render for it. */
  public List<String> paths() {
    TreeSet<String> paths = new TreeSet<>(layouts.overridden());
    template.models().values().forEach(model -> paths.addAll(model.discover()));
    return List.copyOf(paths);
  }

  public Optional<Layout> layout(DeviceDocument device) {
    return layouts.layoutOf(template, device);
  }

  public Rendering rendering(DeviceDocument device) {
    return layout(device)
        .map(layout -> Rendering.of(layout, settings, device))
        .orElseGet(
            () -> new Rendering(List.of(), List.of("a known data model"), List.of(), List.of()));
  }

  /** The objects that the device must be asked for, so that what is missing may be found. */
  public List<String> undiscovered(DeviceDocument device, Rendering rendering) {
    Optional<Layout> layout = layout(device);
    if (layout.isEmpty()) {
      return template.models().values().stream().map(Layout::root).distinct().sorted().toList();
    }
    List<String> concerned = new ArrayList<>();
    for (String object : layout.get().discover()) {
      if (rendering.missing().stream().anyMatch(path -> path.startsWith(object))) {
        concerned.add(object);
      }
    }
    return concerned.isEmpty() ? layout.get().discover() : concerned;
  }
}
