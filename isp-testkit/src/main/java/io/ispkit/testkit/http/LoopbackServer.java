package io.ispkit.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on loopback whose answers come from a function and whose failures from {@link
 * Troubles}. Serves many requests at a time. Thread-safe.
 */
public final class LoopbackServer implements AutoCloseable {

  static {
    // Else the JDK's server answers after 40 ms: it writes twice and leaves Nagle's algorithm on.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Function<FakeRequest, FakeReply> answers;
  private final Troubles troubles = new Troubles();
  private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private @Nullable Socket reserved;

  /** Starts a server on a free port. */
  public LoopbackServer(Function<FakeRequest, FakeReply> answers) {
    this.answers = answers;
    this.port = withPatience(() -> listen(0));
  }

  /** Where it listens: {@code http://127.0.0.1:port}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Troubles troubles() {
    return troubles;
  }

  /** All requests so far, also those that met trouble. */
  public List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /** Refuses connections until {@link #up}. Harmless when repeated. */
  public synchronized void down() {
    if (server != null && threads != null) {
      stop(server, threads);
      reserved = withPatience(() -> reserve(port));
    }
  }

  private void stop(HttpServer running, ExecutorService its) {
    running.stop(0);
    its.shutdownNow();
    server = null;
  }

  /** Listens again, on the same port. Harmless when repeated. */
  public synchronized void up() {
    if (server == null) {
      release();
      withPatience(() -> listen(port));
    }
  }

  /** Bound without listening: connections are refused, and no other socket gets the port. */
  private static Socket reserve(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  private void release() {
    Socket held = reserved;
    reserved = null;
    if (held != null) {
      try {
        held.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  @FunctionalInterface
  private interface Binding<T> {
    T bind() throws IOException;
  }

  /** A port may be busy for a moment after it was closed. */
  private <T> T withPatience(Binding<T> binding) {
    long start = System.nanoTime();
    while (true) {
      try {
        return binding.bind();
      } catch (BindException busy) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new UncheckedIOException(busy);
        }
        pause(10);
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    }
  }

  private synchronized int listen(int wanted) throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 256);
    ExecutorService pool = Executors.newCachedThreadPool(LoopbackServer::daemon);
    fresh.setExecutor(pool);
    fresh.createContext("/", this::serve);
    fresh.start();
    server = fresh;
    threads = pool;
    return fresh.getAddress().getPort();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "loopback-server");
    thread.setDaemon(true);
    return thread;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      FakeRequest request = read(exchange);
      requests.add(request);
      Trouble trouble = troubles.take(request);
      waitUntil(troubles.due(request));
      FakeReply reply = trouble.acts() ? answers.apply(request) : FakeReply.died();
      switch (trouble) {
        case NONE -> write(exchange, reply);
        case SLOW -> {
          pause(troubles.slowness().toMillis());
          write(exchange, reply);
        }
        case UNAVAILABLE -> write(exchange, FakeReply.html(503, "Service Unavailable"));
        case BAD_GATEWAY_AFTER -> write(exchange, FakeReply.html(502, "Bad Gateway"));
        case LOGIN_PAGE -> write(exchange, FakeReply.html(200, "Please log in"));
        case BROKEN -> write(exchange, FakeReply.text(500, "Error: broken on purpose"));
        case HANG_BEFORE, HANG_AFTER -> pause(TimeUnit.MINUTES.toMillis(5));
        case DROP_BEFORE, DROP_AFTER -> {
          // Closing without an answer ends the connection.
        }
      }
    }
  }

  private void waitUntil(BooleanSupplier due) {
    while (!due.getAsBoolean() && end.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
      pause(10);
    }
  }

  private void pause(long millis) {
    try {
      boolean over = end.await(millis, TimeUnit.MILLISECONDS);
      if (over) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static FakeRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return new FakeRequest(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        FakeRequest.parse(query),
        "%s %s %s"
            .formatted(exchange.getRequestMethod(), uri, exchange.getProtocol())
            .getBytes(StandardCharsets.UTF_8)
            .length,
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, FakeReply reply) throws IOException {
    if (reply.status() == FakeReply.DIED) {
      return;
    }
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Stops listening and lets hanging requests go. Harmless when repeated. */
  @Override
  public synchronized void close() {
    end.countDown();
    if (server != null && threads != null) {
      stop(server, threads);
    }
    release();
  }
}
