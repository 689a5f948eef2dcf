package io.ispkit.radius.dynauth;

/** The two requests and the codes of their packets (RFC 5176 section 2.3). */
enum RequestKind {
  DISCONNECT("Disconnect-Request", 40, 41, 42),
  CHANGE("CoA-Request", 43, 44, 45);

  private final String title;
  private final int code;
  private final int ack;
  private final int nak;

  RequestKind(String title, int code, int ack, int nak) {
    this.title = title;
    this.code = code;
    this.ack = ack;
    this.nak = nak;
  }

  int code() {
    return code;
  }

  int ack() {
    return ack;
  }

  int nak() {
    return nak;
  }

  /** As the RFC writes it. */
  @Override
  public String toString() {
    return title;
  }
}
