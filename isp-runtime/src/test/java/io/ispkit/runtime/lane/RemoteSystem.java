package io.ispkit.runtime.lane;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A system that survives its clients: takes keys over a socket, one after the other, and does each
 * one's effect once. It is slow, so that a client can be killed while it works, and it answers only
 * as many calls as it is allowed to: then its clients wait, so that a fast one has work left too.
 */
final class RemoteSystem implements AutoCloseable {

  private static final String MARK = "";

  private final ServerSocket socket;
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final Semaphore allowed = new Semaphore(0);
  private volatile CountDownLatch toAnswer = new CountDownLatch(0);

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

  /**
   * From now on answers {@code calls} and then {@code more} of keys that are new to it, and others
   * as they come.
   *
   * @return comes to its end with the last of {@code calls}
   */
  CountDownLatch allow(int calls, int more) {
    toAnswer = new CountDownLatch(calls);
    allowed.drainPermits();
    allowed.release(calls + more);
    return toAnswer;
  }

  /** Answers whatever comes; returns when all that clients now dead have asked for is done. */
  void allowAll() throws IOException {
    allowed.release(1_000_000);
    try (Socket last = new Socket(InetAddress.getLoopbackAddress(), port())) {
      new DataOutputStream(last.getOutputStream()).writeUTF(MARK);
      new DataInputStream(last.getInputStream()).readBoolean();
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.setSoTimeout(5000);
        String key = new DataInputStream(client.getInputStream()).readUTF();
        if (!key.equals(MARK)) {
          serve(key);
        }
        new DataOutputStream(client.getOutputStream()).writeBoolean(true);
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        // The client was killed: what it asked for is done all the same.
      }
    }
  }

  private void serve(String key) throws InterruptedException {
    boolean isNew = !requests.containsKey(key);
    requests.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    Thread.sleep(3);
    if (isNew) {
      allowed.acquire();
      toAnswer.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
