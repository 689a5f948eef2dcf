package io.ispkit.genieacs;

import io.ispkit.testkit.genieacs.CwmpCpe;
import io.ispkit.testkit.genieacs.FakeCpe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real GenieACS, and devices of ours that speak CWMP to it. */
final class RealLab implements Lab {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI nbi;
  private final URI cwmp;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final Map<String, CwmpCpe> devices = new LinkedHashMap<>();

  private RealLab(URI nbi, URI cwmp) {
    this.nbi = nbi;
    this.cwmp = cwmp;
  }

  /** The one that the environment names; without one the test is skipped. */
  static RealLab ofEnvironment() {
    String nbi = System.getenv().getOrDefault("ISPKIT_GENIEACS_NBI", "");
    Assumptions.assumeFalse(nbi.isEmpty(), "ISPKIT_GENIEACS_NBI names no GenieACS");
    String cwmp = System.getenv().getOrDefault("ISPKIT_GENIEACS_CWMP", "http://127.0.0.1:7547/");
    return new RealLab(URI.create(nbi.replaceFirst("/*$", "")), URI.create(cwmp));
  }

  @Override
  public URI nbi() {
    return nbi;
  }

  @Override
  public String serial(String name) {
    return name + "-" + run;
  }

  @Override
  public FakeCpe add(FakeCpe cpe) {
    addUnread(cpe);
    read(cpe, "");
    return cpe;
  }

  @Override
  public FakeCpe addUnread(FakeCpe cpe) {
    CwmpCpe speaking = new CwmpCpe(cwmp, cpe);
    devices.put(cpe.id(), speaking);
    speaking.register();
    return cpe;
  }

  @Override
  public void inform(FakeCpe cpe) {
    CwmpCpe speaking = devices.get(cpe.id());
    if (speaking != null) {
      speaking.inform();
      // It ends the session first, and then writes down what was said in it.
      pause(300);
    }
  }

  @Override
  public void changed(FakeCpe cpe, String path, Object value) {
    cpe.changed(path, value);
    read(cpe, path);
  }

  /** Its CWMP processes look for new presets every five seconds. */
  @Override
  public void settled() {
    pause(5_200);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void read(FakeCpe cpe, String path) {
    // A shorter time than that of refreshObject, which takes a value of this second for new.
    String task = "{\"name\":\"provisions\",\"provisions\":[[\"refresh\",\"" + path + "\",0.001]]}";
    int status =
        call(
            "POST",
            path(cpe.id()) + "/tasks?connection_request&timeout=4000",
            HttpRequest.BodyPublishers.ofString(task));
    if (status != 200) {
      throw new IllegalStateException("device " + cpe.id() + " was not read: " + status);
    }
  }

  private static String path(String id) {
    return "/devices/" + id.replace("%", "%25");
  }

  private int call(String method, String path, HttpRequest.BodyPublisher body) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(nbi + path)).method(method, body).build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    devices.forEach(
        (id, speaking) -> {
          speaking.close();
          call("DELETE", path(id), HttpRequest.BodyPublishers.noBody());
        });
  }
}
