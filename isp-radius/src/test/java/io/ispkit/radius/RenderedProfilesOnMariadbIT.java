package io.ispkit.radius;

import org.junit.jupiter.api.Tag;

/** In the tables of FreeRADIUS's own package on MariaDB, whose columns are bounded. */
@Tag("interop")
class RenderedProfilesOnMariadbIT extends RenderedProfiles {

  @Override
  String database() {
    return "mariadb";
  }

  @Override
  String dialect() {
    return "mysql";
  }

  @Override
  String url(int port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/radius";
  }

  @Override
  String owner() {
    return "root";
  }
}
