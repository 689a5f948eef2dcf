package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import io.ispkit.testkit.http.LoopbackServer;
import io.ispkit.testkit.http.Troubles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A GenieACS 1.2 on loopback: devices, tasks, faults, tags, presets, provisions and files of its
 * northbound interface. It widens queries, projects, wants ids encoded twice, answers 202 when a
 * task could not be carried out, keeps faulted tasks, and dies over ill-formed ones. Its state can
 * be inspected, and it can be made to misbehave. Thread-safe.
 *
 * <p>Modelled after lib/nbi.ts and lib/api-functions.ts of genieacs/genieacs 1.2 and a transcript
 * of 1.2.16. The reason phrase of a 202, which Java clients cannot see, is the standard one.
 */
public final class FakeGenieAcs implements AutoCloseable {

  final Map<String, FakeCpe> devices = new LinkedHashMap<>();
  final List<ObjectNode> tasks = new ArrayList<>();
  final Map<String, ObjectNode> faults = new LinkedHashMap<>();
  final Map<String, ObjectNode> presets = new TreeMap<>();
  final Map<String, ObjectNode> provisions = new TreeMap<>();
  final Map<String, ObjectNode> files = new TreeMap<>();
  @Nullable String authorisation;
  String basePath = "";
  private int lastTask = 0x79fe80;
  private Instant now = Instant.parse("2026-11-20T20:48:22.486Z");
  private @Nullable Predicate<FakeRequest> lethal;
  private int crashes;
  private final LoopbackServer server;

  /** Starts without devices. */
  public FakeGenieAcs() {
    NbiRoutes routes = new NbiRoutes(this);
    server =
        new LoopbackServer(
            request -> {
              FakeReply reply = routes.answer(request);
              return dies(request) ? FakeReply.died() : reply;
            });
  }

  private boolean dies(FakeRequest request) {
    Predicate<FakeRequest> over;
    synchronized (this) {
      over = lethal;
      if (over == null || !over.test(request)) {
        return false;
      }
      lethal = null;
    }
    // From another thread: a server cannot wait for the end of its own work.
    Thread killer = new Thread(server::down, "kill-genieacs");
    killer.setDaemon(true);
    killer.start();
    try {
      killer.join(5000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** Is killed once it has done what the next such request says, without an answer. */
  public synchronized FakeGenieAcs killedOver(Predicate<FakeRequest> request) {
    lethal = request;
    return this;
  }

  /** The base of its northbound interface. */
  public synchronized URI uri() {
    return URI.create(server.uri() + basePath);
  }

  /** How it misbehaves. */
  public Troubles troubles() {
    return server.troubles();
  }

  /** All requests so far. */
  public List<FakeRequest> requests() {
    return server.requests();
  }

  /** Refuses connections. */
  public void down() {
    server.down();
  }

  /** Accepts connections again. */
  public void up() {
    server.up();
  }

  /** Stands behind a proxy that wants a password. */
  public synchronized FakeGenieAcs secured(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    authorisation = "Basic " + Base64.getEncoder().encodeToString(both);
    return this;
  }

  /** Stands behind a proxy that puts it below a path such as {@code /acs}. */
  public synchronized FakeGenieAcs below(String path) {
    basePath = path;
    return this;
  }

  /** Adds a device that has informed at least once. */
  public synchronized FakeCpe add(FakeCpe cpe) {
    devices.put(cpe.id(), cpe);
    return cpe;
  }

  /** Lets a device come by, as its periodic Inform does: its queue is worked off. */
  public synchronized void inform(FakeCpe cpe) {
    new Session(this, cpe).periodic();
  }

  /** The moment of the next session; each is later than the one before, by a tenth of a second. */
  synchronized Instant tick() {
    now = now.plusMillis(100);
    return now;
  }

  /** Lets time pass: what faulted is due to be tried again after 5 minutes, then 10, then 20. */
  public synchronized FakeGenieAcs later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Presets, by name. */
  public synchronized Map<String, JsonNode> presets() {
    return Map.copyOf(presets);
  }

  /** Queued tasks, also faulted ones. */
  public synchronized List<JsonNode> tasks() {
    return List.copyOf(tasks);
  }

  /** Loses all queued tasks; their faults stay. */
  public synchronized void forgetTasks() {
    tasks.clear();
  }

  /** Faults, by id. */
  public synchronized Map<String, JsonNode> faults() {
    return Map.copyOf(faults);
  }

  /** How often an ill-formed request took the worker process down. */
  public synchronized int crashes() {
    return crashes;
  }

  void crash() {
    crashes++;
  }

  String nextTaskId() {
    return String.format(Locale.ROOT, "6b00b2166a36a661%08x", ++lastTask);
  }

  Optional<ObjectNode> task(String id) {
    return tasks.stream().filter(t -> t.path("_id").asText().equals(id)).findFirst();
  }

  void removeTask(ObjectNode task) {
    tasks.remove(task);
    faults.remove(faultId(task));
  }

  static String faultId(JsonNode task) {
    return task.path("device").asText() + ":task_" + task.path("_id").asText();
  }

  @Override
  public void close() {
    server.close();
  }
}
