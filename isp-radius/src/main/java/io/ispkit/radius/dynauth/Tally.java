package io.ispkit.radius.dynauth;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The running numbers behind {@link Traffic}. Thread-safe. */
final class Tally {

  private final LongAdder requests = new LongAdder();
  private final LongAdder transmissions = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final Map<Dropped, LongAdder> dropped = new EnumMap<>(Dropped.class);

  Tally() {
    for (Dropped reason : Dropped.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  void request() {
    requests.increment();
  }

  void transmission() {
    transmissions.increment();
  }

  void answered() {
    answered.increment();
  }

  void unanswered() {
    unanswered.increment();
  }

  void dropped(Dropped reason) {
    LongAdder adder = dropped.get(reason);
    if (adder != null) {
      adder.increment();
    }
  }

  Traffic traffic(int inFlight) {
    Map<Dropped, Long> sums = new EnumMap<>(Dropped.class);
    dropped.forEach((reason, adder) -> sums.put(reason, adder.sum()));
    return new Traffic(
        requests.sum(), transmissions.sum(), answered.sum(), unanswered.sum(), sums, inFlight);
  }
}
