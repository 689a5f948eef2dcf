package io.ispkit.radius.packet.internal;

/**
 * What came is no RADIUS packet: too short, or lengths that do not add up. It is dropped and
 * counted. Has no stack trace, because anybody can make it happen.
 */
public final class MalformedPacketException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says where. */
  public MalformedPacketException(String message) {
    super(message, null, false, false);
  }
}
