package io.ispkit.genieacs.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {

  private static final String WLAN = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.";
  private static final Secret PASSPHRASE = Secret.of("correct horse 1");
  private static final WifiNetwork HOME = WifiNetwork.of("Home", PASSPHRASE);

  private final Layouts layouts = Layouts.shipped();

  @Test
  void onTr098EachBandGetsItsOwnNetworkAndTheGuestNetworkIsLeftAlone() {
    Map<String, String> set =
        rendered(
            Documents.tr098(),
            CpeSettings.NOTHING
                .with(HOME.onBand(Band.GHZ_2_4).onChannel(new Channel(11)).hidden(true))
                .with(WifiNetwork.of("Fast", PASSPHRASE).onBand(Band.GHZ_5)));
    assertThat(set)
        .containsEntry(WLAN + "1.SSID", "Home")
        .containsEntry(WLAN + "3.SSID", "Fast")
        .containsEntry(WLAN + "1.BeaconType", "11i")
        .containsEntry(WLAN + "1.IEEE11iAuthenticationMode", "PSKAuthentication")
        .containsEntry(WLAN + "1.IEEE11iEncryptionModes", "AESEncryption")
        .containsEntry(WLAN + "1.Channel", "11")
        .containsEntry(WLAN + "1.AutoChannelEnable", "false")
        .containsEntry(WLAN + "1.SSIDAdvertisementEnabled", "false")
        .containsEntry(WLAN + "1.PreSharedKey.1.KeyPassphrase", "correct horse 1")
        .doesNotContainKeys(WLAN + "3.Channel", WLAN + "1.WPAEncryptionModes");
    assertThat(set.keySet()).noneMatch(path -> path.startsWith(WLAN + "2."));
  }

  @Test
  void oneNetworkForAllBandsGoesToTheFirstOfEachThatIsSwitchedOn() {
    Map<String, String> set =
        rendered(Documents.tr098().with(WLAN + "1.Enable", false), CpeSettings.NOTHING.with(HOME));
    assertThat(set)
        .containsKeys(WLAN + "2.SSID", WLAN + "3.SSID")
        .doesNotContainKey(WLAN + "1.SSID");
    assertThat(rendered(Documents.tr098(), CpeSettings.NOTHING.with(HOME)))
        .containsKeys(WLAN + "1.SSID", WLAN + "3.SSID")
        .doesNotContainKey(WLAN + "2.SSID");
  }

  @Test
  void theOldMixedModeAndAnOpenNetworkAreWrittenInTheWordsOfTr098() {
    WifiNetwork mixed = HOME.secured(Security.WPA_WPA2).onBand(Band.GHZ_2_4);
    assertThat(rendered(Documents.tr098(), CpeSettings.NOTHING.with(mixed)))
        .containsEntry(WLAN + "1.BeaconType", "WPAand11i")
        .containsEntry(WLAN + "1.WPAAuthenticationMode", "PSKAuthentication");
    WifiNetwork open = WifiNetwork.ANY.secured(Security.OPEN).onBand(Band.GHZ_5);
    assertThat(rendered(Documents.tr098(), CpeSettings.NOTHING.with(open)))
        .containsEntry(WLAN + "3.BeaconType", "Basic")
        .containsEntry(WLAN + "3.BasicEncryptionModes", "None");
  }

  @Test
  void anOverrideOfTheModelHasItsOwnWords() {
    Documents huawei = Documents.of("202BC1", "BM632w");
    String at = WLAN + "1.";
    huawei.with(at + "SSID", "x").with(at + "Enable", true).with(at + "BeaconType", "Basic");
    huawei.with(at + "KeyPassphrase", "");
    Map<String, String> set =
        rendered(huawei, CpeSettings.NOTHING.with(HOME.secured(Security.WPA_WPA2)));
    assertThat(set)
        .containsEntry(at + "BeaconType", "WPAWPA2")
        .containsEntry(at + "KeyPassphrase", "correct horse 1");
  }

  @Test
  void onTr181TheReferencesAreFollowedFromAccessPointToSsidToRadio() {
    Map<String, String> set =
        rendered(
            Documents.tr181(),
            CpeSettings.NOTHING
                .with(HOME.onBand(Band.GHZ_2_4).onChannel(new Channel(11)))
                .with(WifiNetwork.of("Fast", PASSPHRASE).onBand(Band.GHZ_5).onChannel(Channel.AUTO))
                .withWanVlan(35));
    assertThat(set)
        .containsEntry("Device.WiFi.SSID.10.SSID", "Home")
        .containsEntry("Device.WiFi.SSID.20.SSID", "Fast")
        .containsEntry("Device.WiFi.Radio.1.Channel", "11")
        .containsEntry("Device.WiFi.Radio.2.AutoChannelEnable", "true")
        .containsEntry("Device.WiFi.AccessPoint.2.Security.ModeEnabled", "WPA2-Personal")
        .containsEntry("Device.Ethernet.VLANTermination.1.VLANID", "35")
        .doesNotContainKey("Device.WiFi.Radio.2.Channel");
  }

  @Test
  void onlyWhatTheDeviceListsIsSet() {
    DeviceDocument device = Documents.tr181().document();
    CpeSettings wpa3 =
        CpeSettings.NOTHING.with(
            HOME.onBand(Band.GHZ_5).secured(Security.WPA3, Security.WPA2_WPA3, Security.WPA2));
    assertThat(rendered(Documents.tr181(), wpa3))
        .containsEntry("Device.WiFi.AccessPoint.1.Security.ModeEnabled", "WPA2-Personal");
    Rendering only3 =
        rendering(device, CpeSettings.NOTHING.with(HOME.onBand(Band.GHZ_5).secured(Security.WPA3)));
    assertThat(only3.unlisted()).hasSize(1).allMatch(text -> text.contains("wpa3"));
    Rendering channel =
        rendering(
            device, CpeSettings.NOTHING.with(HOME.onBand(Band.GHZ_2_4).onChannel(new Channel(13))));
    assertThat(channel.unlisted().toString()).contains("channel 13").contains("1-11");
  }

  @Test
  void theKeyItselfGoesWhereKeysGo() {
    WifiNetwork key = WifiNetwork.of("Home", Secret.of("0123456789abcdef".repeat(4)));
    assertThat(rendered(Documents.tr098(), CpeSettings.NOTHING.with(key.onBand(Band.GHZ_5))))
        .containsKey(WLAN + "3.PreSharedKey.1.PreSharedKey")
        .doesNotContainKey(WLAN + "3.PreSharedKey.1.KeyPassphrase");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternetGatewayDevice", "Device"})
  void theManagementServerStandsInTheSamePlaceOfBothModels(String root) {
    Documents device = root.equals("Device") ? Documents.tr181() : Documents.tr098();
    ManagementServer server =
        new ManagementServer(
            URI.create("https://acs.example.net/cwmp"),
            "cpe",
            Secret.of("acs-secret"),
            Duration.ofMinutes(15),
            "acs",
            Secret.of("cr-secret"));
    Map<String, String> set = rendered(device, CpeSettings.NOTHING.with(server));
    assertThat(set)
        .containsEntry(root + ".ManagementServer.URL", "https://acs.example.net/cwmp")
        .containsEntry(root + ".ManagementServer.PeriodicInformInterval", "900")
        .containsEntry(root + ".ManagementServer.PeriodicInformEnable", "true")
        .containsEntry(root + ".ManagementServer.ConnectionRequestPassword", "cr-secret");
    Rendering rendering = rendering(device.document(), CpeSettings.NOTHING.with(server));
    assertThat(rendering.toString()).doesNotContain("secret");
    assertThat(rendering.readable()).noneMatch(p -> p.path().endsWith("Password"));
  }

  @Test
  void whatIsMissingIsNamed() {
    CpeSettings settings = CpeSettings.NOTHING.with(HOME.onBand(Band.GHZ_6)).withWanVlan(5);
    assertThat(rendering(Documents.tr181().document(), settings).missing())
        .containsExactly("Device.WiFi.AccessPoint.* at 6GHz");
    assertThat(
            rendering(Documents.tr098().document(), CpeSettings.NOTHING.withWanVlan(5)).missing())
        .hasSize(1)
        .allMatch(text -> text.contains("VLAN"));
    DeviceDocument readOnly = Documents.tr098().readOnly(WLAN + "3.SSID").document();
    assertThat(rendering(readOnly, CpeSettings.NOTHING.with(HOME.onBand(Band.GHZ_5))).missing())
        .containsExactly(WLAN + "3.SSID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "Device.WiFi.SSID.99",
        "Device..SSID",
        "_id",
        "Device.WiFi.SSID.10 OR 1=1",
        "Device.WiFi.SSID.*",
        "{ssid}",
        "Device.WiFi.SSID.10\u0000",
        "https://evil.example.net/"
      })
  void aReferenceThatLeadsNowhereIsMissingAndNothingElse(String reference) {
    DeviceDocument device =
        Documents.tr181().with("Device.WiFi.AccessPoint.1.SSIDReference", reference).document();
    // Its radio is not known either, so that it counts to no band.
    Rendering rendering = rendering(device, CpeSettings.NOTHING.with(HOME));
    assertThat(rendering.missing()).contains("Device.WiFi.AccessPoint.1.{ssid}.SSID");
    assertThat(rendering.parameters()).allMatch(Parameter::isWellFormed);
  }

  @Test
  void hostileValuesOfADeviceAreValuesAndNoMore() {
    DeviceDocument device =
        Documents.tr098()
            .with(WLAN + "1.PossibleChannels", "999999999999-1,,-,a-b,1-2-3")
            .with(WLAN + "2.Channel", "99999999999999999999")
            .with(WLAN + "3.Standard", "🙂".repeat(10_000))
            .document();
    assertThat(rendering(device, CpeSettings.NOTHING.with(HOME)).parameters()).isNotEmpty();
  }

  private Map<String, String> rendered(Documents device, CpeSettings settings) {
    Rendering rendering = rendering(device.document(), settings);
    assertThat(rendering.missing()).isEmpty();
    assertThat(rendering.unlisted()).isEmpty();
    return rendering.parameters().stream()
        .collect(Collectors.toMap(Parameter::path, p -> p.value().asText()));
  }

  private Rendering rendering(DeviceDocument device, CpeSettings settings) {
    return Wanted.of(layouts, Template.builtIn(), settings).rendering(device);
  }
}
