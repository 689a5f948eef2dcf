package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import io.ispkit.testkit.http.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Many at once on a real NetBox, and answers of it that are lost on the way. */
@OnRealNetBox
class RealNetBoxLoadIT extends RealSite {

  private static final int THREADS = 64;

  @Test
  void sixtyFourThreadsOnOnePrefixDoubleLeakAndLoseNone() throws Exception {
    prefix(net + ".64/26", "active");
    try (NetBox netBox = shared(url()).open()) {
      Map<String, Outcome<AddressAssignment>> outcomes = together(netBox);
      Map<String, String> given = new HashMap<>();
      for (Map.Entry<String, Outcome<AddressAssignment>> one : outcomes.entrySet()) {
        if (one.getValue() instanceof Outcome.Done<AddressAssignment> done) {
          given.put("acme/" + one.getKey(), done.value().address().getHostAddress());
        } else {
          Refusal refusal = NetBoxAllocatorTest.refusal(one.getValue());
          assertThat(refusal.code()).as(refusal.toString()).isEqualTo("pool_exhausted");
        }
      }
      assertThat(given.values()).doesNotHaveDuplicates().hasSize(62);
      assertThat(held()).isEqualTo(given);
    }
  }

  @Test
  void whatManyWantGoesToOneEach() throws Exception {
    try (NetBox netBox = shared(url()).with("prefixes", List.of(net + ".0/28")).open()) {
      assertThat(dones(id -> netBox.allocate(fixed(net + ".5"), id), "address_taken")).hasSize(1);
      assertThat(
              dones(
                  id -> netBox.vlans().take(new VlanRequest(JANE, "svc-1", id.id().value()), id),
                  "pool_exhausted"))
          .extracting(Vlan::vid)
          .containsExactlyInAnyOrder(200, 201);
      assertThat(
              dones(
                  id ->
                      netBox
                          .delegatedPrefixes()
                          .take(new DelegatedPrefixRequest(JANE, "s", 51), id),
                  "pool_exhausted"))
          .extracting(DelegatedPrefix::prefix)
          .doesNotHaveDuplicates()
          .hasSize(8);
    }
  }

  /** What sixteen operations at once got; the others are refused with {@code code}. */
  private static <T> List<T> dones(Function<Operation, Outcome<T>> take, String code)
      throws Exception {
    Queue<T> dones = new ConcurrentLinkedQueue<>();
    Queue<String> codes = new ConcurrentLinkedQueue<>();
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Operation operation = Acme.operation("op-" + i);
      work.add(
          () -> {
            Outcome<T> outcome = take.apply(operation);
            if (outcome instanceof Outcome.Done<T> done) {
              dones.add(done.value());
            } else {
              codes.add(code(outcome));
            }
            return null;
          });
    }
    run(work, 16);
    assertThat(codes).allMatch(code::equals).hasSize(16 - dones.size());
    return List.copyOf(dones);
  }

  /** As {@code LeakTest}, with a real NetBox behind what loses the answers. */
  @Test
  void withLostAnswersNoneIsDoubledLeakedOrLost() throws Exception {
    prefix(net + ".64/26", "active");
    try (LoopbackServer lossy = new LoopbackServer(new Relay(url())::answer);
        NetBox netBox =
            shared(lossy.uri())
                .with("breaker_failures", 10_000)
                .with("breaker_calls", 10_000)
                .open()) {
      lossy.troubles().sometimes(0.20, 11, "POST", Trouble.DROP_AFTER);
      lossy.troubles().sometimes(0.10, 12, "POST", Trouble.BAD_GATEWAY_AFTER);
      lossy.troubles().sometimes(0.05, 13, "POST", Trouble.DROP_BEFORE);
      lossy.troubles().sometimes(0.05, 14, "GET", Trouble.DROP_AFTER);
      Map<String, String> given = new ConcurrentHashMap<>();
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String id = "op-" + i;
        work.add(
            () -> {
              for (int attempt = 0; attempt < 50 && !given.containsKey("acme/" + id); attempt++) {
                if (netBox.allocate(any(null), Acme.operation(id))
                    instanceof Outcome.Done<AddressAssignment> done) {
                  given.put("acme/" + id, done.value().address().getHostAddress());
                }
              }
              return null;
            });
      }
      run(work, 8);
      lossy.troubles().clear();
      assertThat(lossy.requests().stream().filter(r -> r.method().equals("POST")).count())
          .isGreaterThan(40);
      assertThat(given).hasSize(40);
      assertThat(given.values()).doesNotHaveDuplicates();
      assertThat(held()).isEqualTo(given);
      assertThat(site().get(ADDRESSES + "?tenant=" + name).path("count").asInt()).isEqualTo(40);
    }
  }

  private Acme shared(URI url) {
    return settings()
        .with("url", url.toString())
        .with("prefixes", List.of(net + ".64/26"))
        .with("max_concurrent", THREADS)
        .with("answer_timeout", "120s");
  }

  private static Map<String, Outcome<AddressAssignment>> together(NetBox netBox) throws Exception {
    Map<String, Outcome<AddressAssignment>> outcomes = new ConcurrentHashMap<>();
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String id = "op-" + i;
      work.add(
          () -> {
            outcomes.put(id, netBox.allocate(any(null), Acme.operation(id)));
            return null;
          });
    }
    run(work, THREADS);
    return outcomes;
  }

  private static void run(List<Callable<Void>> work, int threads) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> one : executor.invokeAll(work)) {
        one.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** What NetBox holds, by mark. */
  private Map<String, String> held() {
    Map<String, String> held = new HashMap<>();
    for (JsonNode object :
        site().get(ADDRESSES + "?tenant=" + name + "&limit=1000").path("results")) {
      String mark = object.path("custom_fields").path(field).asText();
      String address = object.path("address").asText().replaceFirst("/.*", "");
      assertThat(held.put(mark, address)).as(mark).isNull();
    }
    return held;
  }

  /** Hands requests on, and answers back. */
  private static final class Relay {

    private static final List<String> ON = List.of("authorization", "content-type", "if-match");
    private static final List<String> BACK = List.of("content-type", "etag", "api-version");

    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    Relay(URI url) {
      this.url = url;
    }

    FakeReply answer(FakeRequest request) {
      StringJoiner query = new StringJoiner("&", "?", "");
      request
          .query()
          .forEach((name, all) -> all.forEach(value -> query.add(name + "=" + encode(value))));
      HttpRequest.Builder on =
          HttpRequest.newBuilder(URI.create(url + request.path() + query))
              .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
      ON.forEach(name -> request.header(name).ifPresent(value -> on.header(name, value)));
      try {
        HttpResponse<String> answer = client.send(on.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, String> back = new LinkedHashMap<>();
        BACK.forEach(
            name -> answer.headers().firstValue(name).ifPresent(value -> back.put(name, value)));
        return new FakeReply(answer.statusCode(), back, answer.body());
      } catch (IOException failed) {
        return FakeReply.died();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return FakeReply.died();
      }
    }

    private static String encode(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }
}
