package io.ispkit.radius;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands before PostgreSQL, and can let a commit through but cut the line instead of its answer, or
 * be down.
 */
final class CuttingProxy implements AutoCloseable {

  /** The driver prepares its commit once, under a name, and binds that name later. */
  private static final Pattern PREPARED =
      Pattern.compile("P.{4}(S_[0-9]+)\\x00COMMIT\\x00", Pattern.DOTALL);

  private static final Pattern BOUND = Pattern.compile("B.{4}\\x00(S_[0-9]+)\\x00", Pattern.DOTALL);

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger knocks = new AtomicInteger();
  private volatile boolean armed;
  private volatile boolean down;

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on a connection dies with the first commit that it sends. */
  void cutNextCommit() {
    armed = true;
  }

  /** From now on all connections are cut, and none is taken. */
  void goDown() throws IOException {
    down = true;
    for (Socket client : clients) {
      client.close();
    }
    clients.clear();
  }

  void comeUp() {
    down = false;
  }

  /** How often somebody has tried to connect. */
  int knocks() {
    return knocks.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        knocks.incrementAndGet();
        if (down) {
          client.close();
          continue;
        }
        clients.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        AtomicBoolean committing = new AtomicBoolean();
        daemon(() -> answers(server, client, committing));
        daemon(() -> requests(client, server, committing));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void requests(Socket client, Socket server, AtomicBoolean committing) {
    byte[] buffer = new byte[65_536];
    Set<String> commits = new HashSet<>();
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String said = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        PREPARED.matcher(said).results().map(found -> found.group(1)).forEach(commits::add);
        boolean commit =
            said.contains("COMMIT")
                || BOUND.matcher(said).results().anyMatch(f -> commits.contains(f.group(1)));
        if (armed && commit) {
          armed = false;
          committing.set(true);
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // an end has hung up
    }
  }

  private static void answers(Socket server, Socket client, AtomicBoolean committing) {
    byte[] buffer = new byte[65_536];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      int n = in.read(buffer);
      while (n >= 0 && !committing.get()) { // what comes while it commits says that it is done
        out.write(buffer, 0, n);
        out.flush();
        n = in.read(buffer);
      }
    } catch (IOException e) {
      // an end has hung up
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
