package io.ispkit.radius;

import org.junit.jupiter.api.Tag;

/** In the tables of FreeRADIUS's own package on PostgreSQL. */
@Tag("interop")
class RenderedProfilesOnPostgresqlIT extends RenderedProfiles {

  @Override
  String database() {
    return "postgresql";
  }

  @Override
  String dialect() {
    return "postgresql";
  }

  @Override
  String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/radius";
  }

  @Override
  String owner() {
    return "postgres";
  }
}
