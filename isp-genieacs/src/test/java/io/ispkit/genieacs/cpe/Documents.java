package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Device documents of our own making. */
final class Documents {

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  static Documents of(String oui, String productClass) {
    Documents document = new Documents();
    document.json.put("_id", oui + "-" + productClass + "-1");
    document
        .json
        .putObject("_deviceId")
        .put("_Manufacturer", "Example")
        .put("_OUI", oui)
        .put("_ProductClass", productClass)
        .put("_SerialNumber", "1");
    return document;
  }

  /** A gateway by TR-098 with networks 1 and 2 at 2.4 GHz and 3 at 5 GHz, told by channels. */
  static Documents tr098() {
    Documents d = of("AABBCC", "GW1");
    for (int i = 1; i <= 3; i++) {
      String at = "InternetGatewayDevice.LANDevice.1.WLANConfiguration." + i + ".";
      d.with(at + "SSID", "factory-" + i)
          .with(at + "Enable", true)
          .with(at + "BeaconType", "Basic")
          .with(at + "IEEE11iAuthenticationMode", "EAPAuthentication")
          .with(at + "IEEE11iEncryptionModes", "TKIPEncryption")
          .with(at + "WPAAuthenticationMode", "EAPAuthentication")
          .with(at + "WPAEncryptionModes", "TKIPEncryption")
          .with(at + "BasicEncryptionModes", "WEPEncryption")
          .with(at + "BasicAuthenticationMode", "None")
          .with(at + "SSIDAdvertisementEnabled", true)
          .with(at + "AutoChannelEnable", false)
          .with(at + "Channel", i == 3 ? 36 : 6)
          .with(at + "PossibleChannels", i == 3 ? "36,40,44,48" : "1-13")
          .with(at + "PreSharedKey.1.KeyPassphrase", "")
          .with(at + "PreSharedKey.1.PreSharedKey", "");
    }
    String ppp = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.2.WANPPPConnection.1.";
    return d.with(ppp + "Username", "factory")
        .with(ppp + "Password", "")
        .management("InternetGatewayDevice.");
  }

  /**
   * A router by TR-181 whose access points, SSIDs and radios have other numbers than each other.
   */
  static Documents tr181() {
    Documents d = of("DDEEFF", "HG9");
    accessPoint(d, 1, 20, 2, "5GHz", "36-48,100");
    accessPoint(d, 2, 10, 1, "2.4GHz", "1-11");
    String vlan = "Device.Ethernet.VLANTermination.1.";
    d.with(vlan + "Enable", false).with(vlan + "VLANID", 0);
    d.with("Device.PPP.Interface.1.Username", "factory")
        .with("Device.PPP.Interface.1.Password", "");
    return d.management("Device.");
  }

  private static void accessPoint(
      Documents d, int ap, int ssid, int radio, String band, String channels) {
    String at = "Device.WiFi.AccessPoint." + ap + ".";
    d.with(at + "SSIDReference", "Device.WiFi.SSID." + ssid + (ap == 1 ? "." : ""))
        .with(at + "Enable", true)
        .with(at + "SSIDAdvertisementEnabled", true)
        .with(at + "Security.ModesSupported", "None,WPA2-Personal,WPA-WPA2-Personal")
        .with(at + "Security.ModeEnabled", "None")
        .with(at + "Security.KeyPassphrase", "")
        .with(at + "Security.PreSharedKey", "");
    d.with("Device.WiFi.SSID." + ssid + ".SSID", "factory-" + ssid)
        .with("Device.WiFi.SSID." + ssid + ".Enable", true)
        .with("Device.WiFi.SSID." + ssid + ".LowerLayers", "Device.WiFi.Radio." + radio + ".");
    d.with("Device.WiFi.Radio." + radio + ".OperatingFrequencyBand", band)
        .with("Device.WiFi.Radio." + radio + ".PossibleChannels", channels)
        .with("Device.WiFi.Radio." + radio + ".AutoChannelEnable", true)
        .with("Device.WiFi.Radio." + radio + ".Channel", 1);
  }

  private Documents management(String root) {
    String at = root + "ManagementServer.";
    return with(at + "URL", "http://old/")
        .with(at + "Username", "")
        .with(at + "Password", "")
        .with(at + "PeriodicInformEnable", false)
        .with(at + "PeriodicInformInterval", 86_400)
        .with(at + "ConnectionRequestUsername", "")
        .with(at + "ConnectionRequestPassword", "");
  }

  Documents with(String path, Object value) {
    ObjectNode leaf = node(path);
    leaf.put("_object", false).put("_writable", true);
    if (value instanceof Boolean bool) {
      leaf.put("_value", bool).put("_type", "xsd:boolean");
    } else if (value instanceof Integer number) {
      leaf.put("_value", number).put("_type", "xsd:unsignedInt");
    } else {
      leaf.put("_value", value.toString()).put("_type", "xsd:string");
    }
    return this;
  }

  Documents readOnly(String path) {
    node(path).put("_writable", false);
    return this;
  }

  Documents without(String path) {
    int dot = path.lastIndexOf('.');
    node(path.substring(0, dot)).remove(path.substring(dot + 1));
    return this;
  }

  private ObjectNode node(String path) {
    ObjectNode node = json;
    for (String segment : path.split("\\.", -1)) {
      JsonNode child = node.get(segment);
      node = child instanceof ObjectNode known ? known : node.putObject(segment);
    }
    return node;
  }

  DeviceDocument document() {
    return new DeviceDocument(json);
  }
}
