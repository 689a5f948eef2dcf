package io.ispkit.netbox;

/**
 * Something that a NetBox does not have and we want.
 *
 * @param what is missing, in words
 * @param remedy what a person does about it
 * @param blocks whether work fails without it; else it is advice
 */
public record Lack(String what, String remedy, boolean blocks) {

  static Lack blocking(String what, String remedy) {
    return new Lack(what, remedy, true);
  }

  static Lack advice(String what, String remedy) {
    return new Lack(what, remedy, false);
  }

  @Override
  public String toString() {
    return what + ": " + remedy;
  }
}
