package io.ispkit.core.fault;

import io.ispkit.core.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects the faults of one input, so that a person sees all of them at once. Not thread-safe: one
 * collector serves one reader.
 */
public final class Faults {

  private static final int LISTED = 100;

  private final List<Fault> found = new ArrayList<>();

  /** Notes a fault. */
  public void add(Fault fault) {
    found.add(fault);
  }

  /**
   * Notes a fault: where, what was found (empty when it must not be shown), and what was expected.
   */
  public void add(String place, String value, String expectation) {
    found.add(new Fault(place, value, expectation));
  }

  /**
   * Checks one line of untrusted text: not blank, printable (see {@link PrintableText#isLine}) and
   * at most so many UTF-16 characters long; notes a fault when it is not.
   *
   * @return whether the text passed
   */
  public boolean checkLine(String place, String text, int maxLength) {
    if (!text.isBlank() && text.length() <= maxLength && PrintableText.isLine(text)) {
      return true;
    }
    add(place, text, "one line of 1 to " + maxLength + " characters without control characters");
    return false;
  }

  /** Whether nothing was found so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The faults so far, in the order of their discovery. */
  public List<Fault> list() {
    return List.copyOf(found);
  }

  /** The faults as text, one line each; after the first hundred only their number. */
  public static String describe(List<Fault> faults) {
    String lines =
        faults.stream().limit(LISTED).map(Fault::toString).collect(Collectors.joining("\n"));
    return faults.size() <= LISTED ? lines : lines + "\nand " + (faults.size() - LISTED) + " more";
  }
}
