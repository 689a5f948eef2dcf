package io.ispkit.testkit.genieacs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection to an ACS, kept for a whole session: TR-069 wants all its requests on one, and a
 * session that breaks off is a connection that is closed.
 */
final class CwmpLine implements AutoCloseable {

  private static final int PATIENCE = (int) Duration.ofSeconds(40).toMillis();

  private final URI acs;
  private final Socket socket = new Socket();
  private final InputStream in;
  private String cookie = "";

  CwmpLine(URI acs) throws IOException {
    this.acs = acs;
    int port = acs.getPort() < 0 ? 80 : acs.getPort();
    socket.connect(new InetSocketAddress(acs.getHost(), port), PATIENCE);
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends an envelope, or nothing.
   *
   * @return what the ACS answers; empty at the end of the session
   */
  String post(String envelope) throws IOException {
    byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
    String path = acs.getRawPath().isEmpty() ? "/" : acs.getRawPath();
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + acs.getAuthority()
            + "\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: "
            + body.length
            + (cookie.isEmpty() ? "" : "\r\nCookie: " + cookie)
            + "\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    socket.getOutputStream().write(all.toByteArray());
    return answer();
  }

  private String answer() throws IOException {
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      if (name.equals("content-length")) {
        length = Integer.parseInt(value);
      } else if (name.equals("set-cookie")) {
        cookie = value.split(";", 2)[0];
      }
    }
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("the ACS answered " + status + " " + text);
    }
    return text;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the ACS closed the connection");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
