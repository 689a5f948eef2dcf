package io.ispkit.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a fake server answers.
 *
 * @param status HTTP status
 * @param headers besides those of the transport
 * @param body as UTF-8, may be empty
 */
public record FakeReply(int status, Map<String, String> headers, String body) {

  /** The status that a fake uses to say: drop the connection, the server process died. */
  static final int DIED = 0;

  public static FakeReply json(int status, JsonNode document) {
    return of(status, "application/json", document.toString());
  }

  public static FakeReply html(int status, String title) {
    return of(status, "text/html", "<html><head><title>" + title + "</title></head></html>");
  }

  public static FakeReply text(int status, String body) {
    return new FakeReply(status, Map.of(), body);
  }

  /** No answer: the connection ends, as when the server process dies over the request. */
  public static FakeReply died() {
    return new FakeReply(DIED, Map.of(), "");
  }

  private static FakeReply of(int status, String type, String body) {
    return new FakeReply(status, Map.of("Content-Type", type), body);
  }

  /** The same reply with one more header. */
  public FakeReply with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new FakeReply(status, all, body);
  }
}
