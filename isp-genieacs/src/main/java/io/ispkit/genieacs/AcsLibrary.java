package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What GenieACS keeps beside devices: presets, provisions, files. Thread-safe; every call blocks.
 * Each write has the same effect however often it arrives.
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

  /** Done with whether there was one. */
  public Outcome<Boolean> deleteFile(String name) {
    Names.file(name);
    return AcsFailure.outcomeOf(() -> calls.effect(HttpCall.of("DELETE", filePath(name))));
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
