package io.ispkit.genieacs.cpe;

import org.jspecify.annotations.Nullable;

/** What data files must hold. */
final class Given {

  private Given() {}

  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("expected " + name);
    }
    return value;
  }
}
