package io.ispkit.radius.group;

import org.junit.jupiter.api.Tag;

/** In the tables that the adapter makes. */
@Tag("interop")
class PlanGroupsOnPostgresqlIT extends PlanGroupsOnFreeRadius {

  @Override
  String product() {
    return "postgresql";
  }

  @Override
  String dialect() {
    return "postgresql";
  }

  @Override
  String first() {
    return "postgres";
  }

  @Override
  String owner() {
    return "postgres";
  }
}
