package io.ispkit.runtime.lane;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A system that survives its clients: takes keys over a socket, one after the other, and does each
 * one's effect once. It is slow, so that a client can be killed while it works.
 */
final class RemoteSystem implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  RemoteSystem() throws IOException {
    socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "remote-system");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How often each key was asked for; its effect took place once. */
  Map<String, AtomicInteger> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.setSoTimeout(5000);
        String key = new DataInputStream(client.getInputStream()).readUTF();
        requests.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
        Thread.sleep(3);
        new DataOutputStream(client.getOutputStream()).writeBoolean(true);
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        // The client was killed: what it asked for is done all the same.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
