package io.ispkit.radius.explain;

import org.junit.jupiter.api.Tag;

/** In the tables of FreeRADIUS's own package. */
@Tag("interop")
class ExplainedLoginsOnPostgresqlIT extends ExplainedLogins {

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

  @Override
  int cases() {
    return 2_000;
  }
}
