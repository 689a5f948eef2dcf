package io.ispkit.radius.group;

import java.util.Objects;

/**
 * A condition of a group, or what it sets for the login, as a row of {@code radgroupcheck} holds
 * it. The server compares each condition with the request; a group of which one does not hold gives
 * nothing at all, and the next group is looked at. Immutable.
 *
 * @param attribute by FreeRADIUS's dictionaries
 * @param op {@code ==}, {@code !=} and, of numbers, {@code <}, {@code <=}, {@code >} and {@code >=}
 *     compare with the request; {@code :=} sets for the login, such as Simultaneous-Use
 * @param value in the text form of the attribute's type
 */
public record GroupCheck(String attribute, String op, String value) {

  /** Checks that nothing is missing; the writer checks the rest. */
  public GroupCheck {
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(value, "value");
  }

  /** The request must have this value: {@code is("NAS-Identifier", "bng-1")}. */
  public static GroupCheck is(String attribute, String value) {
    return new GroupCheck(attribute, "==", value);
  }

  /** The request must have another value. */
  public static GroupCheck isNot(String attribute, String value) {
    return new GroupCheck(attribute, "!=", value);
  }

  /** Sets this for the login: {@code set("Simultaneous-Use", "1")}. */
  public static GroupCheck set(String attribute, String value) {
    return new GroupCheck(attribute, ":=", value);
  }
}
