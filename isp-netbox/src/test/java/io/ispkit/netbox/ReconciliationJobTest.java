package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Options;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationJobTest {

  private static final PeriodicJob<AddressAllocator> JOB = new NetBoxProvider().jobs().get(0);
  private static final Options OPTIONS = Options.of(JOB.options(), Map.of());

  @Test
  void aRoundPostsWhatAnOutageLeftAndIsRefusedWhileItLasts() throws Exception {
    try (FakeNetBox fake = new FakeNetBox()) {
      fake.prefix("100.64.0.0/24", "acme");
      fake.prefix("100.127.0.0/28", "acme");
      NetBox netBox =
          new Acme(fake)
              .with("prefixes", List.of("100.64.0.0/24"))
              .with("fallback", "pool")
              .with("retries", 0)
              .with("breaker_failures", 1000)
              .with("breaker_calls", 1000)
              .open();
      assertThat(JOB.round().run(netBox, OPTIONS)).isEqualTo(Outcome.done(""));

      fake.down();
      netBox.allocate(Acme.any(), Acme.operation("a")).orElseThrow();
      assertThat(JOB.round().run(netBox, OPTIONS))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> {
                assertThat(refused.refusal().code()).isEqualTo("netbox_away");
                assertThat(refused.refusal().isPermanent()).isFalse();
              });

      fake.up();
      assertThat(JOB.round().run(netBox, OPTIONS)).isEqualTo(Outcome.done("1 posted"));
      assertThat(fake.heldBy("acme/a")).hasSize(1);
    }
  }
}
