package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What GenieACS keeps beside devices: presets, provisions, files. Thread-safe; every call blocks.
 * Each write has the same effect however often it arrives. The processes of GenieACS that speak to
 * devices take up presets, provisions and files within five seconds.
 */
public final class AcsLibrary {

  private static final int MOST = 1000;

  private final NbiCalls calls;

  AcsLibrary(NbiCalls calls) {
    this.calls = calls;
  }

  /** The names of the presets, sorted; the first thousand. */
  public Outcome<List<String>> presets() {
    return names("presets");
  }

  /** Writes a preset, in place of one of the same name. */
  public Outcome<Boolean> put(Preset preset) {
    return AcsFailure.outcomeOf(() -> written(preset));
  }

  boolean written(Preset preset) throws AcsFailure {
    return calls.effect(
        HttpCall.of("PUT", NbiCalls.path("/presets/{}", preset.name())).json(preset.json()));
  }

  /** Harmless when there is none. */
  public Outcome<Boolean> deletePreset(String name) {
    return AcsFailure.outcomeOf(() -> presetDeleted(name));
  }

  boolean presetDeleted(String name) throws AcsFailure {
    Names.plain("preset", name);
    return calls.effect(HttpCall.of("DELETE", NbiCalls.path("/presets/{}", name)));
  }

  /** The names of the provisions, sorted; the first thousand. */
  public Outcome<List<String>> provisions() {
    return names("provisions");
  }

  /**
   * Writes a provision, in place of one of the same name.
   *
   * @param script JavaScript; refused for good when GenieACS cannot read it
   */
  public Outcome<Boolean> putProvision(String name, String script) {
    Names.plain("provision", name);
    return AcsFailure.outcomeOf(
        () ->
            calls.effect(
                HttpCall.of("PUT", NbiCalls.path("/provisions/{}", name))
                    .body("text/plain", script.getBytes(StandardCharsets.UTF_8))));
  }

  /** Harmless when there is none. */
  public Outcome<Boolean> deleteProvision(String name) {
    Names.plain("provision", name);
    return AcsFailure.outcomeOf(
        () -> calls.effect(HttpCall.of("DELETE", NbiCalls.path("/provisions/{}", name))));
  }

  /** The files, by name; the first thousand. */
  public Outcome<List<AcsFile>> files() {
    NbiQuery query = NbiQuery.of("files", NbiCalls.object(), MOST).sortedById();
    return AcsFailure.outcomeOfReading(
        () ->
            calls.query(query).stream().filter(AcsLibrary::isOurs).map(AcsLibrary::file).toList());
  }

  /** Somebody else's may have a name that we would not give. */
  private static boolean isOurs(JsonNode json) {
    return json.path("_id").asText().matches("[A-Za-z0-9_+-][A-Za-z0-9_.+-]{0,127}");
  }

  private static AcsFile file(JsonNode json) {
    JsonNode meta = json.path("metadata");
    return new AcsFile(
        json.path("_id").asText(),
        meta.path("fileType").asText(""),
        meta.path("oui").asText(""),
        meta.path("productClass").asText(""),
        meta.path("version").asText(""));
  }

  /** Writes a file, in place of one of the same name. GenieACS holds it in memory meanwhile. */
  public Outcome<Boolean> put(AcsFile file, byte[] content) {
    return AcsFailure.outcomeOf(
        () ->
            calls.effect(
                HttpCall.of("PUT", filePath(file.name()))
                    .header("fileType", file.type())
                    .header("oui", file.oui())
                    .header("productClass", file.productClass())
                    .header("version", file.version())
                    .body("application/octet-stream", content)));
  }

  /**
   * Done with whether there was one. It is looked for first: a worker process of GenieACS 1.2.16
   * ends, without an answer, over the removal of a file that is not there.
   */
  public Outcome<Boolean> deleteFile(String name) {
    Names.file(name);
    return AcsFailure.outcomeOf(() -> isThere(name) && fileDeleted(name));
  }

  private boolean fileDeleted(String name) throws AcsFailure {
    try {
      return calls.effectOnce(HttpCall.of("DELETE", filePath(name)));
    } catch (AcsFailure failure) {
      if (failure.isUnknown() && !isThere(name)) {
        return true;
      }
      throw failure;
    }
  }

  private boolean isThere(String file) throws AcsFailure {
    ObjectNode filter = NbiCalls.object().put("_id", file);
    return calls.query(new NbiQuery("files", filter, List.of("_id"), null, 2)).stream()
        .anyMatch(f -> f.path("_id").asText().equals(file));
  }

  private static HttpPath filePath(String name) {
    return NbiCalls.path("/files/{}", name);
  }

  private Outcome<List<String>> names(String collection) {
    NbiQuery query =
        new NbiQuery(collection, NbiCalls.object(), List.of("_id"), null, MOST).sortedById();
    return AcsFailure.outcomeOfReading(
        () -> calls.query(query).stream().map(p -> p.path("_id").asText()).toList());
  }
}
