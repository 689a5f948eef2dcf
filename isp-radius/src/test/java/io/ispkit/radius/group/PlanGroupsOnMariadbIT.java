package io.ispkit.radius.group;

import org.junit.jupiter.api.Tag;

/** In the tables that the adapter makes. */
@Tag("interop")
class PlanGroupsOnMariadbIT extends PlanGroupsOnFreeRadius {

  @Override
  String product() {
    return "mariadb";
  }

  @Override
  String dialect() {
    return "mysql";
  }

  @Override
  String first() {
    return "mysql";
  }

  @Override
  String owner() {
    return "root";
  }
}
