package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simulated device: what it really has, and what the ACS has read of it. It accepts parameters,
 * refuses those it is told to, and can be offline. Thread-safe.
 */
public final class FakeCpe {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String STAMP = "2026-11-20T20:48:22.486Z";

  record Leaf(JsonNode value, String type, boolean secret) {}

  private final String oui;
  private final String productClass;
  private final String serial;
  private final Map<String, Leaf> actual = new TreeMap<>();
  private final Map<String, Leaf> cached = new TreeMap<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final Map<String, String> refuses = new LinkedHashMap<>();
  private final Set<String> ignores = new LinkedHashSet<>();
  private boolean online = true;

  private FakeCpe(String oui, String productClass, String serial) {
    this.oui = oui;
    this.productClass = productClass;
    this.serial = serial;
  }

  /** A dual-band router by TR-098, with a disabled guest network, known to the ACS in full. */
  public static FakeCpe tr098(String serial) {
    FakeCpe cpe = new FakeCpe("202BC1", "BM632w-8", serial);
    String igd = "InternetGatewayDevice.";
    cpe.describe(igd);
    for (int wlan : new int[] {1, 2, 5}) {
      String at = igd + "LANDevice.1.WLANConfiguration." + wlan + ".";
      cpe.text(at + "SSID", "factory-" + wlan).bool(at + "Enable", wlan != 2);
      cpe.text(at + "BeaconType", "Basic")
          .text(at + "IEEE11iAuthenticationMode", "EAPAuthentication");
      cpe.text(at + "IEEE11iEncryptionModes", "TKIPEncryption");
      cpe.secret(at + "PreSharedKey.1.KeyPassphrase", "factory-key");
    }
    String ppp = igd + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.";
    cpe.text(ppp + "Username", "factory")
        .secret(ppp + "Password", "factory")
        .bool(ppp + "Enable", true);
    return cpe.discovered();
  }

  /** A router by TR-181 whose only access point belongs to the second SSID. */
  public static FakeCpe tr181(String serial) {
    FakeCpe cpe = new FakeCpe("00D09E", "HG9", serial);
    cpe.describe("Device.");
    for (int ssid = 1; ssid <= 2; ssid++) {
      cpe.text("Device.WiFi.SSID." + ssid + ".SSID", "factory-" + ssid);
      cpe.bool("Device.WiFi.SSID." + ssid + ".Enable", ssid == 2);
    }
    String ap = "Device.WiFi.AccessPoint.1.";
    cpe.text(ap + "SSIDReference", "Device.WiFi.SSID.2.").bool(ap + "Enable", true);
    cpe.text(ap + "Security.ModeEnabled", "None").secret(ap + "Security.KeyPassphrase", "factory");
    String ppp = "Device.PPP.Interface.1.";
    cpe.text(ppp + "Username", "factory")
        .secret(ppp + "Password", "factory")
        .bool(ppp + "Enable", true);
    return cpe.discovered();
  }

  private void describe(String root) {
    text(root + "DeviceInfo.Manufacturer", "Example");
    text(root + "DeviceInfo.ModelName", "EX-1");
    text(root + "DeviceInfo.HardwareVersion", "H1");
    text(root + "DeviceInfo.SoftwareVersion", "V100");
  }

  /** Makes it answer, or not answer, connection requests; it is online at first. */
  public synchronized FakeCpe online(boolean answers) {
    online = answers;
    return this;
  }

  /** Forgets what the ACS has read, but for the first Inform. */
  public synchronized FakeCpe undiscovered() {
    cached.keySet().removeIf(path -> !path.contains("DeviceInfo."));
    return this;
  }

  private FakeCpe discovered() {
    read("");
    return this;
  }

  /** Refuses a parameter with a CWMP fault code such as {@code 9007}. */
  public synchronized FakeCpe refuses(String path, String code) {
    refuses.put(path, code);
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

  /** Has a tag. */
  public synchronized FakeCpe tagged(String tag) {
    tags.add(tag);
    return this;
  }

  /** What the device really has, secrets too; empty text when it has no such parameter. */
  public synchronized String value(String path) {
    Leaf leaf = actual.get(path);
    return leaf == null ? "" : leaf.value().asText();
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

  synchronized boolean isOnline() {
    return online;
  }

  synchronized void tag(String tag) {
    tags.add(tag);
  }

  synchronized void untag(String tag) {
    tags.remove(tag);
  }

  /** All or nothing; the fault code of each refused parameter. */
  synchronized Map<String, String> set(Map<String, JsonNode> values) {
    Map<String, String> faults = new LinkedHashMap<>();
    values.keySet().stream()
        .filter(refuses::containsKey)
        .forEach(path -> faults.put(path, refuses.getOrDefault(path, "9002")));
    if (faults.isEmpty()) {
      values.forEach(this::take);
    }
    return faults;
  }

  private void take(String path, JsonNode value) {
    Leaf leaf = actual.get(path);
    if (leaf == null) {
      return; // GenieACS sends nothing for a parameter that does not exist, and is content.
    }
    Leaf taken = new Leaf(value, leaf.type(), leaf.secret());
    if (!ignores.contains(path)) {
      actual.put(path, taken);
    }
    cached.put(path, taken);
  }

  /** Reads everything at or below a path into the ACS; false when there is nothing. */
  synchronized boolean read(String path) {
    boolean any = false;
    for (var entry : actual.entrySet()) {
      String name = entry.getKey();
      if (path.isEmpty() || name.equals(path) || name.startsWith(path + ".")) {
        Leaf leaf = entry.getValue();
        JsonNode shown = leaf.secret() ? JSON.textNode("") : leaf.value();
        cached.put(name, new Leaf(shown, leaf.type(), leaf.secret()));
        any = true;
      }
    }
    return any;
  }

  synchronized ObjectNode document() {
    ObjectNode document = JSON.objectNode().put("_id", id());
    document
        .putObject("_deviceId")
        .put("_Manufacturer", "Example")
        .put("_OUI", oui)
        .put("_ProductClass", productClass)
        .put("_SerialNumber", serial);
    document.put("_lastInform", STAMP);
    var list = document.putArray("_tags");
    tags.forEach(list::add);
    cached.forEach((path, leaf) -> put(document, path, leaf));
    return document;
  }

  private static void put(ObjectNode document, String path, Leaf leaf) {
    ObjectNode node = document;
    for (String segment : path.split("\\.", -1)) {
      JsonNode child = node.get(segment);
      node =
          child instanceof ObjectNode known ? known : node.putObject(segment).put("_object", true);
    }
    node.put("_object", false).put("_writable", true);
    node.set("_value", leaf.value());
    node.put("_type", leaf.type()).put("_timestamp", STAMP);
  }

  private FakeCpe text(String path, String value) {
    actual.put(path, new Leaf(JSON.textNode(value), "xsd:string", false));
    return this;
  }

  private FakeCpe secret(String path, String value) {
    actual.put(path, new Leaf(JSON.textNode(value), "xsd:string", true));
    return this;
  }

  private FakeCpe bool(String path, boolean value) {
    actual.put(path, new Leaf(JSON.booleanNode(value), "xsd:boolean", false));
    return this;
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
