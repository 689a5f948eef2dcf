package io.ispkit.comms.template;

import io.ispkit.core.error.PermanentException;
import java.util.List;

/**
 * A template that is no good, or a context that does not fit it. Names variables and places, never
 * their values.
 */
public final class TemplateFault extends PermanentException {

  private final transient List<String> missing;

  private TemplateFault(String message, List<String> missing) {
    super(message);
    this.missing = List.copyOf(missing);
  }

  static TemplateFault because(String message) {
    return new TemplateFault(message, List.of());
  }

  /** The version that a message was queued with is no longer there. */
  public static TemplateFault gone(String name) {
    return because("template '" + name + "' is not there any more");
  }

  static TemplateFault missing(List<String> variables) {
    return new TemplateFault(
        "the template needs variables that the context lacks: " + String.join(", ", variables),
        variables);
  }

  /** All variables that were needed and not there; empty when something else is wrong. */
  public List<String> missing() {
    return missing;
  }
}
