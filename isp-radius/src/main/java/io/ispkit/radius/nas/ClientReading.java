package io.ispkit.radius.nas;

/** When FreeRADIUS reads the table {@code nas}. */
public enum ClientReading {

  /**
   * When it starts, and never again ({@code read_clients = yes}, which is off as shipped). Tried on
   * FreeRADIUS 3.2.1: neither a new row nor a new secret was seen before a restart, and a HUP did
   * not help.
   */
  AT_START,

  /**
   * When a packet comes from an address that it does not know (dynamic clients). A client that it
   * knows stays as it is until the configured lifetime ends.
   */
  ON_FIRST_PACKET
}
