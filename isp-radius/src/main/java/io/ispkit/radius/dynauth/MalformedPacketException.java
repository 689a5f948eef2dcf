package io.ispkit.radius.dynauth;

/**
 * What came is no RADIUS packet: too short, or lengths that do not add up. It is dropped and
 * counted. Has no stack trace, because anybody can make it happen.
 */
final class MalformedPacketException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPacketException(String message) {
    super(message, null, false, false);
  }
}
