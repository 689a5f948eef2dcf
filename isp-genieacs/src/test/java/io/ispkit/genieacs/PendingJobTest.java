package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.config.Options;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingJobTest {

  private static final PeriodicJob<DeviceManager> JOB = new GenieAcsProvider().jobs().get(0);
  private static final Options OPTIONS = Options.of(JOB.options(), Map.of());

  @Test
  void aRoundFinishesWhatWasOfflineAndIsRefusedWhileGenieAcsIsAway() throws Exception {
    try (FakeGenieAcs fake = new FakeGenieAcs()) {
      FakeCpe router = fake.add(FakeCpe.tr098("HW-1").online(false));
      GenieAcsDevices devices = new Acs(fake).open();
      assertThat(JOB.round().run(devices, OPTIONS)).isEqualTo(Outcome.done(""));
      devices.configure(Acs.spec("HW-1"), Acs.operation("a")).orElseThrow();

      fake.inform(router.online(true));
      assertThat(JOB.round().run(devices, OPTIONS))
          .isEqualTo(Outcome.done("1 looked at, 1 confirmed, 0 refused"));

      fake.add(FakeCpe.tr098("HW-2").online(false));
      devices.configure(Acs.spec("HW-2", "svc-2"), Acs.operation("b")).orElseThrow();
      fake.down();
      assertThat(JOB.round().run(devices, OPTIONS))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo("acs_away"));
    }
  }
}
