package io.ispkit.radius.live;

import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a live session past RADIUS, such as at the queue on the NAS, because no one can see in
 * accounting whether a CoA was done. A host implements it; called without any database connection
 * held, from the caller's thread; may block. A probe that throws has seen nothing.
 */
@FunctionalInterface
public interface LiveProbe {

  /** What the probe saw. */
  enum Sight {
    /** The session has the speed that it should have. */
    AS_WANTED,
    /** It certainly has another one. */
    NOT_AS_WANTED,
    /** It cannot be seen. */
    NOT_SEEN
  }

  /**
   * Looks whether the session has this speed now.
   *
   * @param wanted rates, burst and priority of the plan, and its names where the NAS is told names
   */
  Sight look(LiveSession session, SpeedProfile wanted);

  /** Sees nothing. */
  static LiveProbe blind() {
    return (session, wanted) -> Sight.NOT_SEEN;
  }

  /**
   * Compares what a host reads off the NAS. Rates must be the same. The rates of a burst, its
   * thresholds, its time, the priority and the names are compared as far as both are told: a burst
   * that the NAS tells must be the plan's, or no faster than the rates of a plan without one; one
   * that it does not tell says nothing.
   *
   * @param nas the speed that the session has; empty: it cannot be seen
   */
  static LiveProbe reading(Function<LiveSession, Optional<SpeedProfile>> nas) {
    return (session, wanted) ->
        nas.apply(session)
            .map(told -> isSame(told, wanted) ? Sight.AS_WANTED : Sight.NOT_AS_WANTED)
            .orElse(Sight.NOT_SEEN);
  }

  private static boolean isSame(SpeedProfile told, SpeedProfile wanted) {
    Burst burst = told.burst();
    return told.download().equals(wanted.download())
        && told.upload().equals(wanted.upload())
        && (burst == null || isSame(burst, wanted))
        && agree(told.priority(), wanted.priority())
        && agree(told.policies(), wanted.policies());
  }

  private static boolean isSame(Burst told, SpeedProfile plan) {
    Burst wanted = plan.burst();
    BitRate download = wanted == null ? plan.download() : wanted.download();
    BitRate upload = wanted == null ? plan.upload() : wanted.upload();
    return told.download().equals(download)
        && told.upload().equals(upload)
        && (wanted == null
            || (agree(told.downloadThreshold(), wanted.downloadThreshold())
                && agree(told.uploadThreshold(), wanted.uploadThreshold())
                && agree(told.time(), wanted.time())));
  }

  private static boolean agree(@Nullable Object told, @Nullable Object wanted) {
    return told == null || wanted == null || told.equals(wanted);
  }
}
