package io.ispkit.workflow.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another system, in a process that is not killed: keeps every line that it is given. */
public final class Ledger implements AutoCloseable {

  private final ServerSocket server;
  private final List<String> operations = new CopyOnWriteArrayList<>();

  public Ledger() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "ledger");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<String> operations() {
    return List.copyOf(operations);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread answer = new Thread(() -> answer(socket), "ledger-answer");
        answer.setDaemon(true);
        answer.start();
      } catch (IOException e) {
        return; // the end
      }
    }
  }

  /** Keeps the line at once and answers late, so that a kill often falls in between. */
  private void answer(Socket caller) {
    try (Socket socket = caller;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      if (line == null) {
        return; // the caller was killed before it wrote
      }
      String operation = line.substring(4);
      if (line.startsWith("add ")) {
        operations.add(operation);
        Thread.sleep(40);
        out.println("ok");
      } else {
        out.println(operations.contains(operation) ? "yes" : "no");
      }
    } catch (IOException e) {
      // a killed caller
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
