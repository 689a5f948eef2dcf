package io.ispkit.radius;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Stands before PostgreSQL and can let a commit through but cut the line before its answer. */
final class CuttingProxy implements AutoCloseable {

  // The driver prepares its commit once, as the first of its named statements, and binds that
  // later.
  private static final Pattern COMMIT =
      Pattern.compile("COMMIT|^B.{4}\\x00S_1\\x00", Pattern.DOTALL);

  private final ServerSocket listener;
  private final int target;
  private volatile boolean armed;

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

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> copy(server, client, false));
        daemon(() -> copy(client, server, true));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean watches) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean commit =
            watches
                && armed
                && COMMIT.matcher(new String(buffer, 0, n, StandardCharsets.ISO_8859_1)).find();
        if (commit) {
          armed = false;
          from.close();
        }
        out.write(buffer, 0, n);
        out.flush();
        if (commit) {
          // time for the server to do it before its end of the line goes
          Thread.sleep(300);
          return;
        }
      }
    } catch (IOException e) {
      // an end has hung up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
