package io.ispkit.workflow.internal;

import io.ispkit.core.error.PermanentException;
import io.ispkit.workflow.Definition;
import io.ispkit.workflow.Definition.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The definitions that this process knows. Thread-safe. */
final class Registry {

  private record Id(String name, int version) {}

  private final Map<Id, Definition<?>> definitions = new ConcurrentHashMap<>();

  /**
   * Makes the definition known.
   *
   * @throws PermanentException another one of this name and version is known, with other stages or
   *     another state
   */
  void register(Definition<?> definition) {
    Definition<?> known =
        definitions.putIfAbsent(new Id(definition.name(), definition.version()), definition);
    if (known != null
        && !known.equals(definition)
        && !(known.stateType() == definition.stateType()
            && names(known).equals(names(definition)))) {
      throw new PermanentException(
          "workflow "
              + definition.name()
              + " version "
              + definition.version()
              + " is registered with the stages "
              + names(known)
              + "; give the changed one a new version");
    }
  }

  Optional<Definition<?>> find(String name, int version) {
    return Optional.ofNullable(definitions.get(new Id(name, version)));
  }

  /** Name and version of each, in order, for the backend's report. */
  List<String> describe() {
    return definitions.values().stream()
        .map(d -> d.name() + " version " + d.version() + ": " + String.join(", ", names(d)))
        .sorted()
        .toList();
  }

  private static <S> List<String> names(Definition<S> definition) {
    return definition.stages().stream().map(Stage::name).toList();
  }
}
