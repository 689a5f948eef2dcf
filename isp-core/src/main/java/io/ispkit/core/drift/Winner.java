package io.ispkit.core.drift;

/** Who is right when a field differs. */
public enum Winner {
  /** We are: mending writes our value into the other system. */
  OURS,
  /** The other system is: what stands there is left alone, and reported. */
  THEIRS,
  /** A person has to say: mending leaves the field alone, because either side may be wrong. */
  PERSON
}
