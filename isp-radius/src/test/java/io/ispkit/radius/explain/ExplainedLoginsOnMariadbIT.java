package io.ispkit.radius.explain;

import org.junit.jupiter.api.Tag;

/** In the tables of FreeRADIUS's own package. */
@Tag("interop")
class ExplainedLoginsOnMariadbIT extends ExplainedLogins {

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

  @Override
  int cases() {
    return 400;
  }
}
