package io.ispkit.quickstart;

import org.junit.jupiter.api.Test;

class QuickstartCrashOnPostgresqlIT extends Crashes {

  @Test
  void kills_over_many_orders_lose_and_double_nothing() throws Exception {
    killAtRandomMoments("postgresql");
  }
}
