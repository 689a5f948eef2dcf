package io.ispkit.comms.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An SMTP server on loopback that answers each verb as it is told: with a reply, by hanging, or by
 * breaking the connection. The verb {@code .} is the end of a message, {@code greeting} the
 * beginning.
 */
final class ScriptedSmtpServer implements AutoCloseable {

  static final String HANG = "hang";
  static final String RESET = "reset";
  static final String CLOSE = "close";

  private final ServerSocket listener;
  private final Map<String, String> script = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile SSLContext tls;
  private volatile boolean tlsFirst;
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedSmtpServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    script.putAll(
        Map.of(
            "greeting", "220 scripted.example",
            "EHLO", "250-scripted.example\r\n250 AUTH PLAIN LOGIN",
            "AUTH", "235 2.7.0 welcome",
            "MAIL", "250 2.1.0 ok",
            "RCPT", "250 2.1.5 ok",
            "DATA", "354 go on",
            ".", "250 2.0.0 OK id=1abc-DEF",
            "NOOP", "250 ok",
            "RSET", "250 ok",
            "QUIT", "221 bye"));
    daemon(this::listen);
  }

  ScriptedSmtpServer on(String verb, String answer) {
    script.put(verb, answer);
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  List<String> mails() {
    return mails;
  }

  List<String> commands() {
    return commands;
  }

  int connections() {
    return connections.get();
  }

  /** Breaks all connections, as a server does that was idle too long. */
  void dropConnections() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** Speaks TLS, from the first octet or after STARTTLS. */
  ScriptedSmtpServer speaking(SSLContext context, boolean fromTheFirstOctet) {
    tls = context;
    tlsFirst = fromTheFirstOctet;
    return this;
  }

  private Socket secure(Socket socket) throws IOException {
    SSLContext context = java.util.Objects.requireNonNull(tls);
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    return secure;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private void serve(Socket plain) {
    try (plain) {
      Socket socket = tls != null && tlsFirst ? secure(plain) : plain;
      BufferedReader in = reader(socket);
      if (!answer(socket, "greeting")) {
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
        if (!answer(socket, verb)) {
          return;
        }
        if (verb.equals("STARTTLS") && tls != null) {
          socket = secure(socket);
          in = reader(socket);
        }
        if (verb.equals("DATA") && script.get(verb).startsWith("354")) {
          String mail = readMail(in);
          String reply = script.get(".");
          if (reply.startsWith("250")) {
            mails.add(mail);
          }
          if (!answer(socket, ".")) {
            return;
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // the client has gone
    }
  }

  private static String readMail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return mail.toString();
  }

  private boolean answer(Socket socket, String verb) throws IOException, InterruptedException {
    String reply = script.getOrDefault(verb, "500 5.5.1 what?");
    switch (reply) {
      case HANG -> {
        Thread.sleep(60_000);
        return false;
      }
      case RESET -> {
        socket.setSoLinger(true, 0);
        return false;
      }
      case CLOSE -> {
        return false;
      }
      default -> {
        OutputStream out = socket.getOutputStream();
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return !reply.startsWith("221") && !reply.startsWith("421");
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    dropConnections();
  }
}
