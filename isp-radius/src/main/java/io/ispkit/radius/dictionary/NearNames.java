package io.ispkit.radius.dictionary;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the attribute that was probably meant, by the pairs of letters that two names share (Dice's
 * coefficient). People mix up the words of attribute names more often than their letters, which an
 * edit distance would punish.
 */
final class NearNames {

  private static final double ALIKE = 0.6;
  private static final int MOST = 3;
  private static final int LONGEST = 64;

  private NearNames() {}

  static List<String> of(Collection<String> known, String given) {
    if (given.length() > LONGEST) {
      return List.of();
    }
    Set<String> wanted = pairs(given);
    Map<String, Double> alike = new HashMap<>();
    for (String name : known) {
      double score = score(wanted, pairs(name));
      if (score >= ALIKE) {
        alike.put(name, score);
      }
    }
    return alike.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .limit(MOST)
        .toList();
  }

  private static double score(Set<String> a, Set<String> b) {
    long shared = a.stream().filter(b::contains).count();
    return a.isEmpty() || b.isEmpty() ? 0 : 2.0 * shared / (a.size() + b.size());
  }

  private static Set<String> pairs(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= plain.length(); i++) {
      pairs.add(plain.substring(i, i + 2));
    }
    return pairs;
  }
}
