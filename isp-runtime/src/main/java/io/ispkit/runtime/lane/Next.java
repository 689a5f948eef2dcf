package io.ispkit.runtime.lane;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of an item after a piece of work; commits together with that work. */
public sealed interface Next {

  /** The item is finished and leaves the lane. */
  record Done() implements Next {}

  /** Another piece follows at once, under the same claim. */
  record Continue(Work work) implements Next {
    public Continue {
      Objects.requireNonNull(work, "work");
    }
  }

  /**
   * This attempt failed, and the item is due again later; dead when its attempts are used up.
   *
   * @param reason for a person; holds no secret
   * @param delay null: the lane's back-off
   * @param keepIntent true when what the open intent announced is still unknown
   */
  record Retry(String reason, @Nullable Duration delay, boolean keepIntent) implements Next {
    public Retry {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * No failure: the item rests for a time (by the database's clock), and its attempts begin anew.
   * For a hundred years at most.
   */
  record Sleep(Duration duration) implements Next {
    public Sleep {
      Objects.requireNonNull(duration, "duration");
    }
  }

  /** No failure: the item rests until {@link Lane#wake}. */
  record Rest() implements Next {}

  /**
   * The item cannot be worked on: it goes to the dead items, where a person may replay or discard
   * it.
   */
  record Dead(String reason) implements Next {
    public Dead {
      Objects.requireNonNull(reason, "reason");
    }
  }

  static Next done() {
    return new Done();
  }

  static Next then(Work work) {
    return new Continue(work);
  }

  static Next retry(String reason) {
    return new Retry(reason, null, false);
  }

  static Next sleep(Duration duration) {
    return new Sleep(duration);
  }

  static Next rest() {
    return new Rest();
  }

  static Next dead(String reason) {
    return new Dead(reason);
  }
}
