package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
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

  private final String oui;
  private final String productClass;
  private final String serial;
  private final CpeParameters has = new CpeParameters();
  private final AcsMemory acs = new AcsMemory();
  private final Set<String> cannot = new LinkedHashSet<>();
  private boolean online = true;
  private boolean busy;
  private int breaks;
  private int hangUps;
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
    return put(path, CpeLeaf.of(value, false, true));
  }

  /** Adds a parameter that reads back empty. */
  public FakeCpe withSecret(String path, String value) {
    return put(path, CpeLeaf.of(value, true, true));
  }

  /** Adds a parameter that cannot be written. */
  public FakeCpe withReadOnly(String path, Object value) {
    return put(path, CpeLeaf.of(value, false, false));
  }

  private synchronized FakeCpe put(String path, CpeLeaf leaf) {
    has.put(path, leaf);
    return this;
  }

  /** The ACS has read all of it, and this is how it left the factory. */
  public synchronized FakeCpe known() {
    read("", CpeLeaf.LONG_AGO);
    has.asFromFactory();
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
    acs.forget();
    return this;
  }

  /** Has nothing at or below a path, and the ACS knows. */
  public synchronized FakeCpe without(String path) {
    has.remove(path);
    acs.remove(path);
    return this;
  }

  /**
   * Refuses a parameter, or an instance of an object, with a CWMP fault code such as {@code 9007}.
   */
  public synchronized FakeCpe refuses(String path, String code) {
    has.refuses(path, code);
    return this;
  }

  /** Refuses it no more. */
  public synchronized FakeCpe accepts(String path) {
    has.accepts(path);
    return this;
  }

  /** The fault code with which a parameter or object is refused; empty when it is not. */
  synchronized String refusal(String path) {
    return has.refusal(path);
  }

  /** Says yes to a parameter and leaves it as it is, until {@link #heeds}. */
  public synchronized FakeCpe ignores(String path) {
    has.ignores(path);
    return this;
  }

  /** Takes a parameter over again. */
  public synchronized FakeCpe heeds(String path) {
    has.heeds(path);
    return this;
  }

  /** Does not know a method, such as {@code reboot}, or fails at a {@code download}. */
  public synchronized FakeCpe cannot(String task) {
    cannot.add(task);
    return this;
  }

  /** Has a tag. */
  public synchronized FakeCpe tagged(String tag) {
    acs.tags().add(tag);
    return this;
  }

  /** Somebody else changed a parameter, and the ACS has seen it. */
  public synchronized FakeCpe changed(String path, Object value) {
    with(path, value);
    read(path, CpeLeaf.LONG_AGO);
    return this;
  }

  /** What the device really has, secrets too; empty text when it has no such parameter. */
  public synchronized String value(String path) {
    return has.text(path);
  }

  /** Whether it really has a parameter. */
  public synchronized boolean has(String path) {
    return has.all().containsKey(path);
  }

  public synchronized Set<String> tags() {
    return Set.copyOf(acs.tags());
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
  synchronized Map<String, CpeLeaf> parameters() {
    return new TreeMap<>(has.all());
  }

  /**
   * Lets instances be added to an object, and removed from it.
   *
   * @param object without a dot at its end
   * @param fresh names of the parameters of a new instance, and their values
   */
  public synchronized FakeCpe growing(String object, Map<String, Object> fresh) {
    has.growing(object, fresh);
    return this;
  }

  synchronized Set<String> growing() {
    return has.growing();
  }

  /** Whether it is an object that grows, or an instance of one. */
  synchronized boolean isWritable(String object) {
    return has.isWritable(object);
  }

  /** Adds an instance; its number, or 0 when the object does not grow. */
  synchronized int grows(String object) {
    return has.grows(object);
  }

  /** Removes an instance; false when it is none that may go. */
  synchronized boolean shrinks(String instance) {
    boolean gone = has.shrinks(instance);
    if (gone) {
      acs.remove(instance);
    }
    return gone;
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
    acs.tags().add(tag);
  }

  synchronized void untag(String tag) {
    acs.tags().remove(tag);
  }

  /** Calls the ACS; false when the session breaks off at once. */
  synchronized boolean informs(Instant now) {
    acs.informed(now);
    return breaks == 0 || --breaks < 0;
  }

  /** Goes away to do something, and comes back with its next Inform. */
  synchronized void begins(CpeWork next) {
    work = next;
    if (next.kind() == CpeWork.Kind.DOWNLOAD) {
      acs.download(next.file(), "Download");
    }
  }

  /** What it went away for, ended now. */
  synchronized @Nullable CpeWork ended(Instant now) {
    CpeWork ended = work;
    work = null;
    if (ended == null) {
      return null;
    }
    boolean reset = ended.kind() == CpeWork.Kind.FACTORY_RESET;
    acs.booted(now, reset);
    if (reset) {
      has.reset();
    }
    if (ended.kind() == CpeWork.Kind.DOWNLOAD && can("download")) {
      has.version(ended.version(), now);
      has.all().keySet().stream().filter(has::isVersion).toList().forEach(path -> read(path, now));
      acs.download(ended.file(), "LastDownload");
    }
    return ended;
  }

  /** Those of the values that the ACS does not remember; what it does not know it reads first. */
  synchronized Map<String, JsonNode> unlike(Map<String, JsonNode> values, Instant now) {
    return acs.unlike(values, has.all(), now);
  }

  /**
   * All or nothing; the fault code of each refused parameter. GenieACS sends nothing for a
   * parameter that does not exist, and is content; what it has set it remembers.
   */
  synchronized Map<String, String> set(Map<String, JsonNode> values, Instant now) {
    Map<String, String> faults = has.set(values, now);
    if (faults.isEmpty()) {
      values.forEach(
          (path, value) -> {
            CpeLeaf leaf = has.all().get(path);
            if (leaf != null) {
              acs.take(path, leaf.as(value, now));
            }
          });
    }
    return faults;
  }

  /** Reads everything at or below a path into the ACS. */
  synchronized void read(String path, Instant now) {
    read(path, now, Instant.MAX);
  }

  /** The same, but for what the ACS has set or read since. */
  synchronized void read(String path, Instant now, Instant since) {
    acs.read(path, has.all(), now, since);
  }

  synchronized ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("_id", id());
    document
        .putObject("_deviceId")
        .put("_Manufacturer", "Example")
        .put("_OUI", oui)
        .put("_ProductClass", productClass)
        .put("_SerialNumber", serial);
    acs.writeTo(document, has.growing());
    return document;
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
