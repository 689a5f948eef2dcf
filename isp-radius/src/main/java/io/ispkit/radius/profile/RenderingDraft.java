package io.ispkit.radius.profile;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Collects the attributes of one rendering, and everything that is wrong with them. Each attribute
 * is checked against the dictionary as a row of {@code radreply}, so a number that overflows its
 * attribute is a fault here. Not thread-safe: one draft serves one call.
 */
public final class RenderingDraft {

  private final Dictionary dictionary;
  private final List<ReplyAttribute> attributes = new ArrayList<>();
  private final Faults faults = new Faults();

  /** An empty draft, for attributes of {@code dictionary}. */
  public RenderingDraft(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** An attribute that is sent once. */
  public RenderingDraft set(String name, String value) {
    return put(name, ":=", value);
  }

  /** One of several of the same attribute. */
  public RenderingDraft add(String name, String value) {
    return put(name, "+=", value);
  }

  /** A rate as a whole number of {@code unit}; one that would be rounded is a fault. */
  public RenderingDraft rate(String name, BitRate rate, RateUnit unit) {
    OptionalLong number = exactly(name, rate, unit);
    if (number.isPresent()) {
      set(name, Long.toString(number.getAsLong()));
    }
    return this;
  }

  /** The rate in {@code unit}; empty, and a fault, if that would round it. */
  public OptionalLong exactly(String place, BitRate rate, RateUnit unit) {
    OptionalLong number = unit.of(rate);
    if (number.isEmpty()) {
      faults.add(place, rate.toString(), "a whole number of " + unit);
    }
    return number;
  }

  /** Notes a fault. */
  public RenderingDraft fault(String place, String value, String expectation) {
    faults.add(place, value, expectation);
    return this;
  }

  /** Refuses a profile with a burst, for a vendor that cannot be told one. */
  public RenderingDraft withoutBurst(SpeedProfile profile) {
    Burst burst = profile.burst();
    return burst == null
        ? this
        : fault("burst", burst.download() + " down", "none: these attributes cannot tell a burst");
  }

  /** Refuses a profile with a priority, for a vendor that cannot be told one. */
  public RenderingDraft withoutPriority(SpeedProfile profile) {
    Integer priority = profile.priority();
    return priority == null
        ? this
        : fault("priority", priority.toString(), "none: these attributes cannot tell a priority");
  }

  /** What was collected. */
  public Rendering finish() {
    return new Rendering(faults.isEmpty() ? attributes : List.of(), faults.list());
  }

  private RenderingDraft put(String name, String op, String value) {
    dictionary.check(RowTable.RADREPLY, name, op, value, faults);
    attributes.add(new ReplyAttribute(name, op, value));
    return this;
  }
}
