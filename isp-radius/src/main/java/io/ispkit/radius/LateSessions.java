package io.ispkit.radius;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sessions a second look finds that the first did not. One may have come back after a told
 * one ended, and knows; where more have come than told ones have ended, some have not. Pure.
 *
 * @param told the ids that the first look has kept
 * @param come those that are open now and were not told
 * @param ended how many of the told are no longer open
 */
record LateSessions(List<String> told, List<String> come, int ended) {

  LateSessions {
    told = List.copyOf(told);
    come = List.copyOf(come);
  }

  /**
   * @param kept one id on each line
   * @param open the ids of all that are open now
   */
  static LateSessions of(String kept, Collection<String> open) {
    List<String> told = kept.lines().toList();
    Set<String> known = new HashSet<>(told);
    Set<String> living = new HashSet<>(open);
    return new LateSessions(
        told,
        open.stream().filter(id -> !known.contains(id)).toList(),
        (int) told.stream().filter(id -> !living.contains(id)).count());
  }

  /**
   * Whether some of those that have come cannot have come back.
   *
   * @param shut whether nobody can log in by the rows as they are
   */
  boolean certainly(boolean shut) {
    return shut ? !come.isEmpty() : come.size() > ended;
  }

  /** Those that know when these have been told. */
  List<String> all() {
    List<String> all = new ArrayList<>(told);
    all.addAll(come);
    return all;
  }
}
