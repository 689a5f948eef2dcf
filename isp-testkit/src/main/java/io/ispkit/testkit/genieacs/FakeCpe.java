package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A simulated device: what it really has, and what the ACS has read of it. It accepts parameters,
 * refuses those it is told to, and can be offline. Build one of any model by {@link #of} and {@link
 * #with}. Thread-safe.
 */
public final class FakeCpe {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant LONG_AGO = Instant.parse("2026-11-20T20:00:00Z");

  record Leaf(JsonNode value, String type, boolean secret, boolean writable, Instant at) {

    Leaf as(JsonNode other, Instant when) {
      return new Leaf(other, type, secret, writable, when);
    }
  }

  private final String oui;
  private final String productClass;
  private final String serial;
  private final Map<String, Leaf> actual = new TreeMap<>();
  private final Map<String, Leaf> factory = new TreeMap<>();
  private final Map<String, Leaf> cached = new TreeMap<>();
  private final Map<String, Map<String, Object>> growing = new TreeMap<>();
  private final List<String> downloads = new ArrayList<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final Map<String, String> refuses = new LinkedHashMap<>();
  private final Set<String> ignores = new LinkedHashSet<>();
  private final Set<String> cannot = new LinkedHashSet<>();
  private boolean online = true;
  private boolean busy;
  private int breaks;
  private int hangUps;
  private Instant lastInform = LONG_AGO;
  private Instant lastBoot = LONG_AGO;
  private Instant lastBootstrap = LONG_AGO;
  private @Nullable CpeWork work;

  private FakeCpe(String oui, String productClass, String serial) {
    this.oui = oui;
    this.productClass = productClass;
    this.serial = serial;
  }

  /** A device without parameters; {@link #with} adds some. */
  public static FakeCpe of(String oui, String productClass, String serial) {
    return new FakeCpe(oui, productClass, serial);
  }

  /** A dual-band router by TR-098, with a disabled guest network, known to the ACS in full. */
  public static FakeCpe tr098(String serial) {
    return CpeModels.tr098(serial).known();
  }

  /** A router by TR-181 whose only access point belongs to the second SSID. */
  public static FakeCpe tr181(String serial) {
    return CpeModels.tr181(serial).known();
  }

  /** Adds a parameter; a boolean or a number keeps its type. */
  public FakeCpe with(String path, Object value) {
    return put(path, value, false, true);
  }

  /** Adds a parameter that reads back empty. */
  public FakeCpe withSecret(String path, String value) {
    return put(path, value, true, true);
  }

  /** Adds a parameter that cannot be written. */
  public FakeCpe withReadOnly(String path, Object value) {
    return put(path, value, false, false);
  }

  private synchronized FakeCpe put(String path, Object value, boolean secret, boolean writable) {
    JsonNode node;
    String type;
    if (value instanceof Boolean bool) {
      node = JSON.booleanNode(bool);
      type = "xsd:boolean";
    } else if (value instanceof Integer number) {
      node = JSON.numberNode(number);
      type = "xsd:unsignedInt";
    } else {
      node = JSON.textNode(value.toString());
      type = "xsd:string";
    }
    actual.put(path, new Leaf(node, type, secret, writable, LONG_AGO));
    return this;
  }

  /** The ACS has read all of it, and this is how it left the factory. */
  public synchronized FakeCpe known() {
    read("", LONG_AGO);
    factory.putAll(actual);
    return this;
  }

  /** Makes it answer, or not answer, connection requests; it is online at first. */
  public synchronized FakeCpe online(boolean answers) {
    online = answers;
    return this;
  }

  /** Is in a session with the ACS, or not, whenever somebody asks. */
  public synchronized FakeCpe busy(boolean inSession) {
    busy = inSession;
    return this;
  }

  /** Begins so many sessions that break off before anything was done. */
  public synchronized FakeCpe breaksOff(int sessions) {
    breaks = sessions;
    return this;
  }

  /** Begins so many sessions that break off when it is asked for something. */
  public synchronized FakeCpe hangsUp(int sessions) {
    hangUps = sessions;
    return this;
  }

  synchronized boolean hangsUpNow() {
    return hangUps > 0 && --hangUps >= 0;
  }

  /** Forgets what the ACS has read, but for the first Inform. */
  public synchronized FakeCpe undiscovered() {
    cached.keySet().removeIf(path -> !path.contains("DeviceInfo."));
    return this;
  }

  /** Has nothing at or below a path. */
  public synchronized FakeCpe without(String path) {
    actual.keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "."));
    cached.keySet().removeIf(name -> name.equals(path) || name.startsWith(path + "."));
    return this;
  }

  /** Refuses a parameter with a CWMP fault code such as {@code 9007}. */
  public synchronized FakeCpe refuses(String path, String code) {
    refuses.put(path, code);
    return this;
  }

  /** Refuses a parameter no more. */
  public synchronized FakeCpe accepts(String path) {
    refuses.remove(path);
    return this;
  }

  /** Says yes to a parameter and leaves it as it is, until {@link #heeds}. */
  public synchronized FakeCpe ignores(String path) {
    ignores.add(path);
    return this;
  }

  /** Takes a parameter over again. */
  public synchronized FakeCpe heeds(String path) {
    ignores.remove(path);
    return this;
  }

  /** Does not know a method, such as {@code reboot}, or fails at a {@code download}. */
  public synchronized FakeCpe cannot(String task) {
    cannot.add(task);
    return this;
  }

  /** Has a tag. */
  public synchronized FakeCpe tagged(String tag) {
    tags.add(tag);
    return this;
  }

  /** Somebody else changed a parameter, and the ACS has seen it. */
  public synchronized FakeCpe changed(String path, Object value) {
    return put(path, value, false, true).known(path);
  }

  private FakeCpe known(String path) {
    read(path, LONG_AGO);
    return this;
  }

  /** What the device really has, secrets too; empty text when it has no such parameter. */
  public synchronized String value(String path) {
    Leaf leaf = actual.get(path);
    return leaf == null ? "" : leaf.value().asText();
  }

  /** Whether it really has a parameter. */
  public synchronized boolean has(String path) {
    return actual.containsKey(path);
  }

  public synchronized Set<String> tags() {
    return Set.copyOf(tags);
  }

  /** The id by GenieACS's rules: each part percent-encoded, joined by hyphens. */
  public String id() {
    return escaped(oui) + "-" + escaped(productClass) + "-" + escaped(serial);
  }

  public String serial() {
    return serial;
  }

  String oui() {
    return oui;
  }

  String productClass() {
    return productClass;
  }

  /** What it really has. */
  synchronized Map<String, Leaf> parameters() {
    return new TreeMap<>(actual);
  }

  /**
   * Lets instances be added to an object, and removed from it.
   *
   * @param object without a dot at its end
   * @param fresh names of the parameters of a new instance, and their values
   */
  public synchronized FakeCpe growing(String object, Map<String, Object> fresh) {
    growing.put(object, new TreeMap<>(fresh));
    return this;
  }

  synchronized Set<String> growing() {
    return Set.copyOf(growing.keySet());
  }

  /** Whether it is an object that grows, or an instance of one. */
  synchronized boolean isWritable(String object) {
    return growing.containsKey(object)
        || growing.containsKey(object.substring(0, Math.max(0, object.lastIndexOf('.'))));
  }

  /** Adds an instance; its number, or 0 when the object does not grow. */
  synchronized int grows(String object) {
    Map<String, Object> fresh = growing.get(object);
    if (fresh == null) {
      return 0;
    }
    int number = 1;
    while (hasBelow(object + "." + number)) {
      number++;
    }
    String instance = object + "." + number + ".";
    fresh.forEach((name, value) -> put(instance + name, value, isSecret(name), true));
    return number;
  }

  private static boolean isSecret(String name) {
    return name.endsWith("Password") || name.endsWith("KeyPassphrase");
  }

  private boolean hasBelow(String object) {
    return actual.keySet().stream().anyMatch(path -> path.startsWith(object + "."));
  }

  /** Removes an instance; false when it is none that may go. */
  synchronized boolean shrinks(String instance) {
    if (!isWritable(instance) || !hasBelow(instance)) {
      return false;
    }
    actual.keySet().removeIf(path -> path.startsWith(instance + "."));
    cached.keySet().removeIf(path -> path.startsWith(instance + "."));
    return true;
  }

  synchronized boolean isOnline() {
    return online;
  }

  synchronized boolean isBusy() {
    return busy;
  }

  synchronized boolean can(String task) {
    return !cannot.contains(task);
  }

  synchronized void tag(String tag) {
    tags.add(tag);
  }

  synchronized void untag(String tag) {
    tags.remove(tag);
  }

  /** Calls the ACS; false when the session breaks off at once. */
  synchronized boolean informs(Instant now) {
    lastInform = now;
    return breaks == 0 || --breaks < 0;
  }

  /** Goes away to do something, and comes back with its next Inform. */
  synchronized void begins(CpeWork next) {
    work = next;
    if (next.kind() == CpeWork.Kind.DOWNLOAD) {
      download(next.file(), "Download");
    }
  }

  private void download(String file, String what) {
    if (!downloads.contains(file)) {
      downloads.add(file);
    }
    String at = "Downloads." + (downloads.indexOf(file) + 1) + ".";
    cached.put(at + "FileName", leaf(file));
    cached.put(at + what, leaf(lastInform.toString()));
  }

  private static Leaf leaf(String text) {
    return new Leaf(JSON.textNode(text), "xsd:string", false, true, LONG_AGO);
  }

  /** What it went away for, ended now. */
  synchronized @Nullable CpeWork ended(Instant now) {
    CpeWork ended = work;
    work = null;
    if (ended == null) {
      return null;
    }
    lastBoot = now;
    if (ended.kind() == CpeWork.Kind.FACTORY_RESET) {
      lastBootstrap = now;
      actual.clear();
      actual.putAll(factory);
    }
    if (ended.kind() == CpeWork.Kind.DOWNLOAD && can("download")) {
      actual.replaceAll((path, leaf) -> isVersion(path) ? version(leaf, ended, now) : leaf);
      cached.replaceAll((path, leaf) -> isVersion(path) ? version(leaf, ended, now) : leaf);
      download(ended.file(), "LastDownload");
    }
    return ended;
  }

  private boolean isVersion(String path) {
    return !ignores.contains(path) && path.endsWith("DeviceInfo.SoftwareVersion");
  }

  private static Leaf version(Leaf leaf, CpeWork download, Instant now) {
    return leaf.as(JSON.textNode(download.version()), now);
  }

  /** Those of the values that the ACS does not remember; what it does not know it reads first. */
  synchronized Map<String, JsonNode> unlike(Map<String, JsonNode> values, Instant now) {
    Map<String, JsonNode> unlike = new LinkedHashMap<>();
    values.forEach(
        (path, value) -> {
          if (!cached.containsKey(path)) {
            read(path, now);
          }
          Leaf known = cached.get(path);
          if (known != null && !known.value().asText().equals(value.asText())) {
            unlike.put(path, value);
          }
        });
    return unlike;
  }

  /** All or nothing; the fault code of each refused parameter. */
  synchronized Map<String, String> set(Map<String, JsonNode> values, Instant now) {
    Map<String, String> faults = new LinkedHashMap<>();
    values.forEach(
        (path, value) -> {
          Leaf leaf = actual.get(path);
          if (refuses.containsKey(path)) {
            faults.put(path, refuses.getOrDefault(path, "9002"));
          } else if (leaf != null && !leaf.writable()) {
            faults.put(path, "9008");
          }
        });
    if (faults.isEmpty()) {
      values.forEach((path, value) -> take(path, value, now));
    }
    return faults;
  }

  private void take(String path, JsonNode value, Instant now) {
    Leaf leaf = actual.get(path);
    if (leaf == null) {
      return; // GenieACS sends nothing for a parameter that does not exist, and is content.
    }
    if (!ignores.contains(path)) {
      actual.put(path, leaf.as(value, now));
    }
    cached.put(path, leaf.as(value, now));
  }

  /** Reads everything at or below a path into the ACS. */
  synchronized void read(String path, Instant now) {
    read(path, now, Instant.MAX);
  }

  /** The same, but for what the ACS has set or read since. */
  synchronized void read(String path, Instant now, Instant since) {
    for (var entry : actual.entrySet()) {
      String name = entry.getKey();
      Leaf before = cached.get(name);
      boolean asked = path.isEmpty() || name.equals(path) || name.startsWith(path + ".");
      if (asked && (before == null || before.at().isBefore(since))) {
        Leaf leaf = entry.getValue();
        cached.put(name, leaf.as(leaf.secret() ? JSON.textNode("") : leaf.value(), now));
      }
    }
  }

  synchronized ObjectNode document() {
    ObjectNode document = JSON.objectNode().put("_id", id());
    document
        .putObject("_deviceId")
        .put("_Manufacturer", "Example")
        .put("_OUI", oui)
        .put("_ProductClass", productClass)
        .put("_SerialNumber", serial);
    document
        .put("_lastInform", lastInform.toString())
        .put("_lastBoot", lastBoot.toString())
        .put("_lastBootstrap", lastBootstrap.toString())
        .put("_registered", LONG_AGO.toString());
    var list = document.putArray("_tags");
    tags.forEach(list::add);
    cached.forEach((path, leaf) -> put(document, path, leaf));
    growing.keySet().forEach(object -> object(document, object).put("_writable", true));
    return document;
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

  private static void put(ObjectNode document, String path, Leaf leaf) {
    ObjectNode node = object(document, path);
    node.put("_object", false).put("_writable", leaf.writable());
    node.set("_value", leaf.value());
    node.put("_type", leaf.type()).put("_timestamp", leaf.at().toString());
  }

  private static String escaped(String part) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
      id.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return id.toString();
  }
}
