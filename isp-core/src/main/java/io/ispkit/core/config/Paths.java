package io.ispkit.core.config;

/** Writes paths as people read them: {@code tenants.acme.routes[2].to}. */
final class Paths {

  private Paths() {}

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
