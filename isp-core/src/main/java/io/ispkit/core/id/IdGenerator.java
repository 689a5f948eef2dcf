package io.ispkit.core.id;

/**
 * Makes new identifiers. Thread-safe; does not block. Injected everywhere, so that tests can make
 * runs repeatable.
 */
@FunctionalInterface
public interface IdGenerator {

  /**
   * A new identifier: 1 to 40 characters of {@code [0-9A-Za-z_-]}, never given before by any
   * generator of the same kind, on any node. Identifiers of the default generator sort by time of
   * creation.
   */
  String next();
}
