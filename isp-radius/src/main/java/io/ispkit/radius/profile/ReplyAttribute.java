package io.ispkit.radius.profile;

import java.util.Objects;

/**
 * One attribute for the NAS, as a row of {@code radreply} holds it.
 *
 * @param name by FreeRADIUS's dictionaries, with its tag if it has one: {@code Name:1}
 * @param op {@code :=} for what is sent once, {@code +=} for what may be sent several times
 * @param value in the text form of the attribute's type
 */
public record ReplyAttribute(String name, String op, String value) {

  /** Checks that nothing is missing. */
  public ReplyAttribute {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(op, "op");
    Objects.requireNonNull(value, "value");
  }

  /** Whether it carries a tag (RFC 2868): one of several that stand beside each other. */
  public boolean isTagged() {
    return name.matches(".*:[0-9]+");
  }

  @Override
  public String toString() {
    return name + " " + op + " " + value;
  }
}
