package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.dynauth.FakeNas;
import io.ispkit.radius.live.LiveChanges;
import io.ispkit.radius.live.LiveProbe;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.live.SessionEffect;
import io.ispkit.radius.profile.ProfileRenderers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A NAS whose plans are services that stand beside each other. */
class LiveServiceSwapTest extends LiveChangesBench {

  @Test
  void a_nas_that_is_told_services_gets_the_one_that_goes_and_the_one_that_comes()
      throws Exception {
    session("jane", "s1");
    UnaryOperator<NasPolicy> juniper =
        policy ->
            new NasPolicy(
                Action.COA_THEN_DISCONNECT,
                policy.target(),
                ProfileRenderers.load(LiveServiceSwapTest.class.getClassLoader()).find("juniper"),
                "svc-{plan}",
                "svc-{plan}",
                policy.identity(),
                Set.of(Trait.TRUSTED_ACK));
    String old = spec("jane").profile();
    try (FakeNas nas = FakeNas.answering(FakeNas.COA_ACK)) {
      LiveChanges changes = changes(nas, juniper, LiveProbe.blind());
      assertThat(effects(changes.changePlan("jane", FASTER, OPERATION)))
          .containsExactly(Outcome.done(SessionEffect.ACKNOWLEDGED));
      assertThat(sent(nas, 0)).contains(gone("svc-" + old)).contains(come(1, "svc-fiber_200"));
      changes.undo(OPERATION).orElseThrow();
      assertThat(sent(nas, 1)).contains(gone("svc-fiber_200")).contains(come(1, "svc-" + old));
      assertThat(codes(nas)).containsExactly(COA, COA);
    }
  }

  private static String sent(FakeNas nas, int request) {
    return HexFormat.of().formatHex(nas.received().get(request).packet());
  }

  /** Vendor 4874, number 66, the text. */
  private static String gone(String service) {
    return "0000130a" + octets(66, service.length() + 2) + hex(service);
  }

  /** Vendor 4874, number 65, the tag, the text. */
  private static String come(int tag, String service) {
    return "0000130a" + octets(65, service.length() + 3, tag) + hex(service);
  }

  private static String octets(int... values) {
    StringBuilder hex = new StringBuilder();
    for (int value : values) {
      hex.append(HexFormat.of().toHexDigits((byte) value));
    }
    return hex.toString();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
