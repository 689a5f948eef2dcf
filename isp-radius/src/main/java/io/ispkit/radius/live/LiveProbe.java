package io.ispkit.radius.live;

/**
 * Looks at a live session past RADIUS, such as at the queue on the NAS, because no one can see in
 * accounting whether a CoA was done. A host implements it; called without any database connection
 * held, from the caller's thread; may block.
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

  /** Looks whether the session has this speed now. */
  Sight look(LiveSession session, ServicePlan wanted);

  /** Sees nothing. */
  static LiveProbe blind() {
    return (session, wanted) -> Sight.NOT_SEEN;
  }
}
