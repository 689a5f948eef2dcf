package io.ispkit.radius.nas;

/** When FreeRADIUS will act on what was written to {@code nas}. */
public enum Effect {

  /** There is nothing to act on: what it reads stayed as it was. */
  NOTHING_TO_DO("nothing that FreeRADIUS reads has changed"),

  /** Not before a restart; {@link ClientReading#AT_START}. */
  AFTER_RESTART(
      "FreeRADIUS must be restarted: it reads its clients only when it starts, if its sql module"
          + " says read_clients = yes; until then it answers as before"),

  /** With the next packet of the NAS; {@link ClientReading#ON_FIRST_PACKET}. */
  WITH_NEXT_PACKET("FreeRADIUS looks the NAS up when its first packet comes"),

  /** When the dynamic client's lifetime has ended; {@link ClientReading#ON_FIRST_PACKET}. */
  AFTER_LIFETIME(
      "FreeRADIUS keeps the client that it knows until the lifetime of dynamic clients has ended,"
          + " or it is restarted");

  private final String words;

  Effect(String words) {
    this.words = words;
  }

  /** What a person has to know, and to do. */
  public String words() {
    return words;
  }
}
