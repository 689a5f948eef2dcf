package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a device really has, and what it does with what it is told. Not thread-safe. */
final class CpeParameters {

  private final Map<String, CpeLeaf> actual = new TreeMap<>();
  private final Map<String, CpeLeaf> factory = new TreeMap<>();
  private final Map<String, Map<String, Object>> growing = new TreeMap<>();
  private final Map<String, String> refuses = new LinkedHashMap<>();
  private final Set<String> ignores = new LinkedHashSet<>();

  Map<String, CpeLeaf> all() {
    return actual;
  }

  void put(String path, CpeLeaf leaf) {
    actual.put(path, leaf);
  }

  /** This is how it left the factory. */
  void asFromFactory() {
    factory.putAll(actual);
  }

  void reset() {
    actual.clear();
    actual.putAll(factory);
  }

  /** A path and all below it. */
  static boolean isWithin(String name, String path) {
    return name.equals(path) || name.startsWith(path + ".");
  }

  void remove(String path) {
    actual.keySet().removeIf(name -> isWithin(name, path));
  }

  String text(String path) {
    CpeLeaf leaf = actual.get(path);
    return leaf == null ? "" : leaf.value().asText();
  }

  void refuses(String path, String code) {
    refuses.put(path, code);
  }

  void accepts(String path) {
    refuses.remove(path);
  }

  /** The fault code with which a parameter or object is refused; empty when it is not. */
  String refusal(String path) {
    return refuses.getOrDefault(path, "");
  }

  void ignores(String path) {
    ignores.add(path);
  }

  void heeds(String path) {
    ignores.remove(path);
  }

  boolean isIgnored(String path) {
    return ignores.contains(path);
  }

  /** All or nothing; the fault code of each refused parameter. */
  Map<String, String> set(Map<String, JsonNode> values, Instant now) {
    Map<String, String> faults = new LinkedHashMap<>();
    values.forEach(
        (path, value) -> {
          CpeLeaf leaf = actual.get(path);
          if (!refusal(path).isEmpty()) {
            faults.put(path, refusal(path));
          } else if (leaf != null && !leaf.writable()) {
            faults.put(path, "9008");
          }
        });
    if (faults.isEmpty()) {
      values.forEach(
          (path, value) -> {
            CpeLeaf leaf = actual.get(path);
            if (leaf != null && !ignores.contains(path)) {
              actual.put(path, leaf.as(value, now));
            }
          });
    }
    return faults;
  }

  /** Loads firmware: it says another version of itself. */
  void version(String version, Instant now) {
    actual.replaceAll(
        (path, leaf) ->
            isVersion(path) ? leaf.as(JsonNodeFactory.instance.textNode(version), now) : leaf);
  }

  boolean isVersion(String path) {
    return !ignores.contains(path) && path.endsWith("DeviceInfo.SoftwareVersion");
  }

  void growing(String object, Map<String, Object> fresh) {
    growing.put(object, new TreeMap<>(fresh));
  }

  Set<String> growing() {
    return Set.copyOf(growing.keySet());
  }

  boolean isWritable(String object) {
    return growing.containsKey(object)
        || growing.containsKey(object.substring(0, Math.max(0, object.lastIndexOf('.'))));
  }

  int grows(String object) {
    Map<String, Object> fresh = growing.get(object);
    if (fresh == null) {
      return 0;
    }
    int number = 1;
    while (hasBelow(object + "." + number)) {
      number++;
    }
    String instance = object + "." + number + ".";
    fresh.forEach(
        (name, value) -> actual.put(instance + name, CpeLeaf.of(value, isSecret(name), true)));
    return number;
  }

  private static boolean isSecret(String name) {
    return name.endsWith("Password") || name.endsWith("KeyPassphrase");
  }

  private boolean hasBelow(String object) {
    return actual.keySet().stream().anyMatch(path -> path.startsWith(object + "."));
  }

  boolean shrinks(String instance) {
    if (!isWritable(instance) || !hasBelow(instance)) {
      return false;
    }
    remove(instance);
    return true;
  }
}
