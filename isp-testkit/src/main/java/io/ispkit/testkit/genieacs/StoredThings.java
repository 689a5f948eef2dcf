package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.FakeRequest;
import java.io.UncheckedIOException;
import java.util.Map;

/** Presets, provisions and files: what GenieACS keeps beside devices. */
final class StoredThings {

  private static final int CHUNK = 261_120;

  private final FakeGenieAcs acs;

  StoredThings(FakeGenieAcs acs) {
    this.acs = acs;
  }

  FakeReply preset(FakeRequest request, String name) {
    if (!request.method().equals("PUT")) {
      return deleted(request, acs.presets, name);
    }
    JsonNode body;
    try {
      body = request.json();
    } catch (UncheckedIOException notJson) {
      return FakeReply.text(400, "SyntaxError: Unexpected token in JSON");
    }
    ObjectNode preset = JsonNodeFactory.instance.objectNode().put("_id", name);
    body.properties().forEach(field -> preset.set(field.getKey(), field.getValue()));
    acs.presets.put(name, preset);
    return FakeReply.text(200, "");
  }

  FakeReply provision(FakeRequest request, String name) {
    if (!request.method().equals("PUT")) {
      return deleted(request, acs.provisions, name);
    }
    // No JavaScript here: an opening bracket too many stands for what cannot be read.
    if (count(request.body(), '(') != count(request.body(), ')')) {
      return FakeReply.text(400, "SyntaxError: missing ) after argument list");
    }
    acs.provisions.put(
        name, JsonNodeFactory.instance.objectNode().put("_id", name).put("script", request.body()));
    return FakeReply.text(200, "");
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  FakeReply file(FakeRequest request, String name) {
    if (request.method().equals("DELETE")) {
      if (acs.files.remove(name) == null) {
        // 1.2.16 with its own version of the database's driver, which says so in other words.
        acs.crash();
        return FakeReply.died();
      }
      return FakeReply.text(200, "");
    }
    if (!request.method().equals("PUT")) {
      return notAllowed();
    }
    ObjectNode file = JsonNodeFactory.instance.objectNode().put("_id", name);
    file.put("length", request.body().length()).put("chunkSize", CHUNK);
    file.put("uploadDate", acs.tick().toString()).put("filename", name);
    ObjectNode meta = file.putObject("metadata");
    for (String field : new String[] {"fileType", "oui", "productClass", "version"}) {
      request.header(field).ifPresent(value -> meta.put(field, value));
    }
    acs.files.put(name, file);
    return FakeReply.text(201, "");
  }

  private static FakeReply deleted(FakeRequest request, Map<String, ObjectNode> from, String name) {
    if (!request.method().equals("DELETE")) {
      return notAllowed();
    }
    from.remove(name);
    return FakeReply.text(200, "");
  }

  private static FakeReply notAllowed() {
    return FakeReply.text(405, "405 Method Not Allowed").with("Allow", "PUT, DELETE");
  }
}
