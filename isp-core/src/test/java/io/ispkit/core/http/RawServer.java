package io.ispkit.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that misbehaves as told; what it did not read it never acknowledges. */
final class RawServer implements AutoCloseable {

  interface Behaviour {
    void serve(Socket socket) throws Exception;
  }

  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Behaviour behaviour) throws IOException {
    listening = new ServerSocket();
    listening.setReceiveBufferSize(4096);
    listening.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    Thread acceptor = new Thread(() -> accept(behaviour), "raw-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private void accept(Behaviour behaviour) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread server = new Thread(() -> serve(behaviour, socket));
        server.setDaemon(true);
        server.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Behaviour behaviour, Socket socket) {
    try {
      behaviour.serve(socket);
    } catch (Exception hungUp) {
      // The client may go at any time.
    }
  }

  /** Reads up to the blank line, then as many body bytes as announced. */
  static void readRequest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("end");
      }
      head.append((char) c);
    }
    int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at >= 0) {
      in.readNBytes(Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at))));
    }
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  int connections() {
    return connections.get();
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
