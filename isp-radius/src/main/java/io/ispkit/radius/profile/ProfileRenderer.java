package io.ispkit.radius.profile;

import io.ispkit.radius.dictionary.AttributeFact;
import java.util.List;

/**
 * Tells the speed of a subscriber to the NAS of one vendor. Found by {@code ServiceLoader}, so a
 * host adds one by a jar with {@code META-INF/services/io.ispkit.radius.profile.ProfileRenderer}: a
 * public class with a public no-argument constructor. Pure: the same profile always gives the same
 * rendering, nothing is read or kept. Thread-safe; never blocks.
 */
public interface ProfileRenderer {

  /** How configuration names it: 1 to 63 of {@code [a-z0-9_]}, beginning with a letter; unique. */
  String id();

  /** The vendor's name for people. */
  String vendor();

  /**
   * The attributes of an Access-Accept that say the profile exactly, or every reason why there are
   * none: a number that its attribute cannot hold, a rate that would be rounded, a part of the plan
   * that the vendor cannot be told. Use {@link RenderingDraft} for the checks.
   */
  Rendering render(SpeedProfile profile);

  /**
   * The attributes of a CoA that moves a live session from one profile to another, or every reason
   * why there are none. Override it for attributes that do not replace what the session has.
   *
   * @param before what the session was told, as far as is known: a NAS refuses if it was not so
   */
  default Rendering renderChange(SpeedProfile before, SpeedProfile after) {
    return render(after).replacing();
  }

  /** Facts about attributes that {@code Dictionary.packed()} lacks; they are checked by these. */
  default List<AttributeFact> facts() {
    return List.of();
  }
}
