package io.ispkit.genieacs;

import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import io.ispkit.testkit.http.Troubles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The way to a GenieACS, ours or a real one, on which answers are lost. */
final class WayToAcs implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI nbi;
  private final LoopbackServer server;
  private final AtomicReference<Predicate<FakeRequest>> lethal = new AtomicReference<>(r -> false);
  private volatile boolean misspells;

  WayToAcs(URI nbi) {
    this.nbi = nbi;
    server = new LoopbackServer(this::handedOn);
  }

  URI uri() {
    return server.uri();
  }

  Troubles troubles() {
    return server.troubles();
  }

  /** Is cut, until {@link #up}, once GenieACS has done what the next such request says. */
  void cutOver(Predicate<FakeRequest> request) {
    lethal.set(request);
  }

  void up() {
    server.up();
  }

  /** Gives the parameter {@code query} another name. */
  void misspells() {
    misspells = true;
  }

  private FakeReply handedOn(FakeRequest request) {
    String query =
        request.query().entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(value -> parameter(e.getKey(), value)))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder call =
        HttpRequest.newBuilder(
            URI.create(nbi + request.path() + (query.isEmpty() ? "" : "?" + query)));
    request.header("content-type").ifPresent(type -> call.header("Content-Type", type));
    call.method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    try {
      HttpResponse<String> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofString());
      if (lethal.get().test(request)) {
        lethal.set(r -> false);
        cut();
        return FakeReply.died();
      }
      return FakeReply.text(answer.statusCode(), answer.body())
          .with("Content-Type", answer.headers().firstValue("Content-Type").orElse("text/plain"));
    } catch (IOException broken) {
      return FakeReply.died();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return FakeReply.died();
    }
  }

  private String parameter(String name, String value) {
    String sent = misspells && name.equals("query") ? "qeury" : name;
    return sent + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** From another thread: a server cannot wait for the end of its own work. */
  private void cut() throws InterruptedException {
    Thread cutter = new Thread(server::down, "cut-way");
    cutter.setDaemon(true);
    cutter.start();
    cutter.join(5000);
  }

  @Override
  public void close() {
    server.close();
  }
}
