package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an ACS knows of a device: what it has read or set, tags, downloads, and when it called. Not
 * thread-safe.
 */
final class AcsMemory {

  private final Map<String, CpeLeaf> cached = new TreeMap<>();
  private final List<String> downloads = new ArrayList<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private Instant lastInform = CpeLeaf.LONG_AGO;
  private Instant lastBoot = CpeLeaf.LONG_AGO;
  private Instant lastBootstrap = CpeLeaf.LONG_AGO;

  Set<String> tags() {
    return tags;
  }

  void informed(Instant now) {
    lastInform = now;
  }

  void booted(Instant now, boolean fromFactory) {
    lastBoot = now;
    lastBootstrap = fromFactory ? now : lastBootstrap;
  }

  /** What it was told to load, or ({@code LastDownload}) says to have loaded. */
  void download(String file, String what) {
    if (!downloads.contains(file)) {
      downloads.add(file);
    }
    String at = "Downloads." + (downloads.indexOf(file) + 1) + ".";
    cached.put(at + "FileName", CpeLeaf.of(file, false, true));
    cached.put(at + what, CpeLeaf.of(lastInform.toString(), false, true));
  }

  void remove(String path) {
    cached.keySet().removeIf(name -> CpeParameters.isWithin(name, path));
  }

  /** All but what a first Inform tells. */
  void forget() {
    cached.keySet().removeIf(path -> !path.contains("DeviceInfo."));
  }

  void take(String path, CpeLeaf leaf) {
    cached.put(path, leaf);
  }

  /** Reads what the device has at or below a path, but for what was set or read since. */
  void read(String path, Map<String, CpeLeaf> actual, Instant now, Instant since) {
    actual.forEach(
        (name, leaf) -> {
          CpeLeaf before = cached.get(name);
          boolean asked = path.isEmpty() || CpeParameters.isWithin(name, path);
          if (asked && (before == null || before.at().isBefore(since))) {
            cached.put(name, leaf.shown(now));
          }
        });
  }

  /** Those of the values that it does not remember; what it does not know it reads first. */
  Map<String, JsonNode> unlike(
      Map<String, JsonNode> values, Map<String, CpeLeaf> actual, Instant now) {
    Map<String, JsonNode> unlike = new LinkedHashMap<>();
    values.forEach(
        (path, value) -> {
          if (!cached.containsKey(path)) {
            read(path, actual, now, Instant.MAX);
          }
          CpeLeaf known = cached.get(path);
          if (known != null && !known.value().asText().equals(value.asText())) {
            unlike.put(path, value);
          }
        });
    return unlike;
  }

  /** As GenieACS shows it, but for the identity. */
  void writeTo(ObjectNode document, Set<String> growing) {
    document
        .put("_lastInform", lastInform.toString())
        .put("_lastBoot", lastBoot.toString())
        .put("_lastBootstrap", lastBootstrap.toString())
        .put("_registered", CpeLeaf.LONG_AGO.toString());
    var list = document.putArray("_tags");
    tags.forEach(list::add);
    cached.forEach((path, leaf) -> put(document, path, leaf));
    growing.forEach(object -> object(document, object).put("_writable", true));
  }

  private static ObjectNode object(ObjectNode document, String path) {
    ObjectNode node = document;
    for (String segment : path.split("\\.", -1)) {
      JsonNode child = node.get(segment);
      node =
          child instanceof ObjectNode known ? known : node.putObject(segment).put("_object", true);
    }
    return node;
  }

  private static void put(ObjectNode document, String path, CpeLeaf leaf) {
    ObjectNode node = object(document, path);
    node.put("_object", false).put("_writable", leaf.writable());
    node.set("_value", leaf.value());
    node.put("_type", leaf.type()).put("_timestamp", leaf.at().toString());
  }
}
