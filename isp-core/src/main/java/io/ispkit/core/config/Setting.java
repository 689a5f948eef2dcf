package io.ispkit.core.config;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One value of a section, about to be taken: {@code c.integer("port", 1, 65535).orElse(25)}. An
 * empty value counts as absent.
 *
 * <p>A value of the wrong form, or a missing one that is required, is a fault of the tree. It does
 * not throw: a harmless placeholder is returned, so that all faults are found in one reading.
 * {@link Config#verify()} throws in the end.
 */
public final class Setting<T> {

  private final Reading reading;
  private final String path;
  private final Node.@Nullable Scalar found;
  private final Origin section;
  private final boolean muted;
  private final Form<T> form;

  /**
   * A setting.
   *
   * @param found the value, or null when there is none of its kind
   * @param muted whether its absence is told already
   */
  Setting(
      Reading reading,
      String path,
      Node.@Nullable Scalar found,
      Origin section,
      boolean muted,
      Form<T> form) {
    this.reading = reading;
    this.path = path;
    this.found = found;
    this.section = section;
    this.muted = muted;
    this.form = form;
  }

  /** The value; its absence is a fault. */
  public T required() {
    if (isAbsent() && !muted) {
      reading.fault(path, section, "", form.expectation() + ", for it is required");
    }
    return optional().orElse(form.placeholder());
  }

  /** The value, or this one when it is absent. */
  public T orElse(T absent) {
    return optional().orElse(absent);
  }

  /** The value, if it is there. */
  public Optional<T> optional() {
    Node.Scalar scalar = found;
    if (scalar == null || scalar.broken() || scalar.text().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(form.parse().apply(scalar.text()));
    } catch (RuntimeException otherForm) {
      // The exception may quote the value, so only the expectation goes on.
      reading.fault(path, scalar.origin(), shown(scalar), form.expectation());
      return Optional.of(form.placeholder());
    }
  }

  /**
   * The same setting with one more condition, put as an expectation such as {@code a port that is
   * not 22}.
   */
  public Setting<T> matching(Predicate<? super T> rule, String expectation) {
    Form<T> stricter =
        new Form<>(
            expectation,
            form.placeholder(),
            text -> {
              T value = form.parse().apply(text);
              if (!rule.test(value)) {
                throw new IllegalArgumentException(expectation);
              }
              return value;
            },
            form.secret());
    return new Setting<>(reading, path, found, section, muted, stricter);
  }

  private boolean isAbsent() {
    Node.Scalar scalar = found;
    return scalar == null || (!scalar.broken() && scalar.text().isEmpty());
  }

  /** Nothing for a secret, and nothing for what may be a URL with a password in it. */
  private String shown(Node.Scalar scalar) {
    return form.secret() || (scalar.shown().contains("://") && scalar.shown().contains("@"))
        ? ""
        : scalar.shown();
  }
}
