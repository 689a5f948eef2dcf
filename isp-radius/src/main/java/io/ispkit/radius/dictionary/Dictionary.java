package io.ispkit.radius.dictionary;

import io.ispkit.core.fault.Faults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes that may be written, and the check of each row before it is written.
 *
 * <p>One wrong row (a name that the server's dictionary lacks, a value that does not parse) makes
 * FreeRADIUS fail the whole look-up and reject the user, so nothing is let through that is not
 * known here. The packed facts were compared with the dictionaries of FreeRADIUS 3.2. Immutable and
 * thread-safe; never blocks after {@link #packed} has read its resource once.
 */
public final class Dictionary {

  private static final Pattern TAGGED = Pattern.compile("(.+):(0|[1-9]|[12][0-9]|3[01])");

  private final Map<String, AttributeFact> byName;

  private Dictionary(Map<String, AttributeFact> byName) {
    this.byName = byName;
  }

  /** The facts in this jar. */
  public static Dictionary packed() {
    return Packed.DICTIONARY;
  }

  /**
   * These facts and more, for attributes of a vendor that this jar does not know.
   *
   * @throws IllegalArgumentException one of {@code more} says something else of a name that is
   *     known
   */
  public Dictionary with(Collection<AttributeFact> more) {
    Map<String, AttributeFact> all = new LinkedHashMap<>(byName);
    for (AttributeFact fact : more) {
      AttributeFact known = all.putIfAbsent(fact.name(), fact);
      if (known != null && !known.equals(fact)) {
        throw new IllegalArgumentException("two attributes are called " + fact.name());
      }
    }
    return new Dictionary(all);
  }

  /** All facts, in the order of the file. */
  public List<AttributeFact> facts() {
    return List.copyOf(byName.values());
  }

  /** The attribute of this exact name; a tag ({@code Name:1}) is allowed where it may carry one. */
  public Optional<AttributeFact> find(String name) {
    AttributeFact fact = byName.get(name);
    if (fact == null) {
      Matcher tagged = TAGGED.matcher(name);
      AttributeFact base = tagged.matches() ? byName.get(tagged.group(1)) : null;
      fact = base != null && base.is(AttributeFact.Trait.TAGGED) ? base : null;
    }
    return Optional.ofNullable(fact);
  }

  /**
   * Notes everything that is wrong with a row; values of secret attributes are not shown, nor is
   * one whose attribute is unknown.
   *
   * @param name with its tag, if it carries one
   */
  public void check(RowTable table, String name, String op, String value, Faults faults) {
    Optional<AttributeFact> found = find(name);
    if (found.isEmpty()) {
      faults.add("attribute", name, unknown(name));
      return;
    }
    AttributeFact fact = found.get();
    String place = table.tableName() + " " + name;
    if (!fact.use().tables().contains(table)) {
      faults.add(place, table.tableName(), tables(fact));
    }
    if (!fact.operators(table).contains(op)) {
      checkOperator(fact, table, place, op, faults);
    }
    if (!fact.accepts(value)) {
      faults.add(place, fact.is(AttributeFact.Trait.SECRET) ? "" : value, fact.expectation());
    }
  }

  private static void checkOperator(
      AttributeFact fact, RowTable table, String place, String op, Faults faults) {
    List<String> operators = operators(fact, table);
    if (!operators.contains(op)) {
      faults.add(
          place,
          op,
          operators.size() == 1
              ? "the operator " + operators.get(0)
              : "one of the operators " + String.join(" ", operators));
    }
  }

  /** The names that a person may have meant, nearest first, at most three. */
  public List<String> near(String name) {
    return NearNames.of(byName.keySet(), name);
  }

  private String unknown(String name) {
    List<String> near = near(name);
    return near.isEmpty()
        ? "an attribute of the dictionary"
        : "an attribute of the dictionary; did you mean " + String.join(" or ", near) + "?";
  }

  /** In a wrong table the operator is judged as it would be in the right one. */
  private static List<String> operators(AttributeFact fact, RowTable table) {
    List<String> operators = new ArrayList<>(fact.operators(table));
    if (operators.isEmpty()) {
      fact.use().tables().forEach(right -> operators.addAll(fact.operators(right)));
    }
    return operators.stream().distinct().toList();
  }

  private static String tables(AttributeFact fact) {
    return "the table "
        + String.join(" or ", fact.use().tables().stream().map(RowTable::tableName).toList());
  }

  /** Read when it is first wanted. */
  private static final class Packed {
    static final Dictionary DICTIONARY =
        new Dictionary(Map.of()).with(DictionaryFile.read("attributes.txt"));
  }
}
