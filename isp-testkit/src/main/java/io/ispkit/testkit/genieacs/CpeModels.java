package io.ispkit.testkit.genieacs;

/** Devices of our own making. */
final class CpeModels {

  private CpeModels() {}

  static FakeCpe tr098(String serial) {
    FakeCpe cpe = FakeCpe.of("202BC1", "BM632w-8", serial);
    String igd = "InternetGatewayDevice.";
    describe(cpe, igd);
    for (int wlan : new int[] {1, 2, 5}) {
      String at = igd + "LANDevice.1.WLANConfiguration." + wlan + ".";
      cpe.with(at + "SSID", "factory-" + wlan).with(at + "Enable", wlan != 2);
      cpe.with(at + "BeaconType", "Basic")
          .with(at + "IEEE11iAuthenticationMode", "EAPAuthentication");
      cpe.with(at + "IEEE11iEncryptionModes", "TKIPEncryption");
      cpe.withSecret(at + "PreSharedKey.1.KeyPassphrase", "factory-key");
    }
    String ppp = igd + "WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.";
    return cpe.with(ppp + "Username", "factory")
        .withSecret(ppp + "Password", "factory")
        .with(ppp + "Enable", true);
  }

  static FakeCpe tr181(String serial) {
    FakeCpe cpe = FakeCpe.of("00D09E", "HG9", serial);
    describe(cpe, "Device.");
    for (int ssid = 1; ssid <= 2; ssid++) {
      cpe.with("Device.WiFi.SSID." + ssid + ".SSID", "factory-" + ssid);
      cpe.with("Device.WiFi.SSID." + ssid + ".Enable", ssid == 2);
    }
    String ap = "Device.WiFi.AccessPoint.1.";
    cpe.with(ap + "SSIDReference", "Device.WiFi.SSID.2.").with(ap + "Enable", true);
    cpe.with(ap + "Security.ModeEnabled", "None")
        .withSecret(ap + "Security.KeyPassphrase", "factory");
    String ppp = "Device.PPP.Interface.1.";
    return cpe.with(ppp + "Username", "factory")
        .withSecret(ppp + "Password", "factory")
        .with(ppp + "Enable", true);
  }

  private static void describe(FakeCpe cpe, String root) {
    cpe.withReadOnly(root + "DeviceInfo.Manufacturer", "Example");
    cpe.withReadOnly(root + "DeviceInfo.ModelName", "EX-1");
    cpe.withReadOnly(root + "DeviceInfo.HardwareVersion", "H1");
    cpe.withReadOnly(root + "DeviceInfo.SoftwareVersion", "V100");
    cpe.withReadOnly(root + "DeviceInfo.UpTime", 86_461);
    cpe.with(root + "ManagementServer.PeriodicInformEnable", true);
    cpe.with(root + "ManagementServer.PeriodicInformInterval", 3600);
  }
}
