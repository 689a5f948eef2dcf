package io.ispkit.genieacs.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpeSettingsTest {

  private static final Secret PASSPHRASE = Secret.of("correct horse 1");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"seven-7", "ünicode-pass", "line\nbreak", "z123456789"})
  void aPassphraseIsCheckedBeforeItGoesAnywhere(String text) {
    if (WifiNetwork.isKey(Secret.of(text)) || text.startsWith("z")) {
      assertThat(WifiNetwork.of("Home", Secret.of(text)).passphrase()).isNotNull();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WifiNetwork.of("Home", Secret.of(text)))
          .withMessageNotContaining(text);
    }
  }

  @Test
  void anSsidCountsInBytes() {
    assertThat(WifiNetwork.of("ü".repeat(16), PASSPHRASE).ssid()).hasSize(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WifiNetwork.of("ü".repeat(17), PASSPHRASE));
  }

  @Test
  void contradictionsAreRefused() {
    WifiNetwork home = WifiNetwork.of("Home", PASSPHRASE);
    assertThatIllegalArgumentException().isThrownBy(() -> home.secured(Security.OPEN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CpeSettings.NOTHING.with(List.of(home, home)));
    assertThatIllegalArgumentException().isThrownBy(() -> CpeSettings.NOTHING.withWanVlan(4095));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManagementServer.informing(Duration.ofMillis(90_500)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel(256));
  }

  @Test
  void settingsShowNoSecret() {
    CpeSettings all =
        CpeSettings.NOTHING
            .with(WifiNetwork.of("Home", PASSPHRASE))
            .with(new PppoeLogin("jane", Secret.of("ppp-secret-1")));
    assertThat(all.toString()).doesNotContain("correct horse 1").doesNotContain("ppp-secret-1");
  }

  @Test
  void aTemplateCompletesAnOrderAndDoesNotAddToIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gold.yaml"),
            """
            tags: [gold]
            settings:
              wifi: {security: [wpa2_wpa3, wpa2], channel: auto}
              management: {inform_interval_seconds: 900}
            """);
    Layouts layouts = Layouts.shipped().withTemplate("gold", file);
    Template gold = layouts.template("gold").orElseThrow();
    CpeSettings order =
        CpeSettings.NOTHING.with(new WifiNetwork(null, "Home", PASSPHRASE, List.of(), null, null));
    CpeSettings complete = gold.complete(order);
    assertThat(complete.wifi()).hasSize(1);
    assertThat(complete.wifi().get(0).security())
        .containsExactly(Security.WPA2_WPA3, Security.WPA2);
    assertThat(complete.wifi().get(0).channel()).isEqualTo(Channel.AUTO);
    assertThat(complete.management()).isEqualTo(ManagementServer.informing(Duration.ofMinutes(15)));
    assertThat(gold.complete(CpeSettings.NOTHING).wifi()).isEmpty();
    assertThat(layouts.claiming(List.of("gold", "x"))).containsExactly("gold");
    assertThat(gold.models()).containsOnlyKeys("tr098", "tr181");
  }

  @Test
  void theHostsOwnOverrideNamesWhatTheStandardLacks() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            match: {oui: AABBCC, product_class: "GW.*"}
            root: InternetGatewayDevice
            signal:
              received_optical_level: {path: InternetGatewayDevice.WANDevice.*.X_EX_Optical.RXPower, scale: 0.1, unit: dBm}
            groups:
              - needs: wifi
                drop: [WPAEncryptionModes]
                parameters:
                  - {set: wifi_passphrase, paths: [X_EX_Key], type: "xsd:string"}
            adds:
              - needs: vlan
                objects: InternetGatewayDevice.WANDevice.*.WANConnectionDevice.*.WANPPPConnection.*
                take: first
                parameters:
                  - {set: wan_vlan, paths: [X_EX_VLAN], type: "xsd:unsignedInt"}
            """);
    Layouts layouts = Layouts.shipped().withOverride("mine", file);
    String ppp = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.2.WANPPPConnection.1.";
    String wlan = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.";
    DeviceDocument device =
        Documents.tr098().with(ppp + "X_EX_VLAN", 0).with(wlan + "X_EX_Key", "").document();
    CpeSettings settings =
        CpeSettings.NOTHING
            .withWanVlan(35)
            .with(WifiNetwork.of("Fast", PASSPHRASE).onBand(Band.GHZ_5));
    Rendering rendering = Wanted.of(layouts, Template.builtIn(), settings).rendering(device);
    assertThat(rendering.isComplete()).isTrue();
    assertThat(rendering.paths())
        .contains(ppp + "X_EX_VLAN", wlan + "X_EX_Key")
        .doesNotContain(wlan + "PreSharedKey.1.KeyPassphrase");
    assertThat(layouts.measured(Template.builtIn())).contains("InternetGatewayDevice.WANDevice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models: {a: {root: X}}",
        "tags: {a: b}",
        "settings: {wifi: {security: [wep]}}",
        "settings: {wifi: {channel: 300}}",
        "settings: {management: {inform_interval_seconds: 5}}",
        "settings: {wan_vlan: 0}",
        "nothing: here",
        "- 1",
        ""
      })
  void whatIsWrongWithATemplateIsSaid(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layouts.shipped().withTemplate("wrong", file))
        .withMessageContaining("wrong.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{match: {}, root: Device}",
        "{match: {serial: x}, root: Device}",
        "{match: {oui: '('}, root: Device}",
        "{match: {oui: x}, root: Device, groups: [{needs: wifi, words: {wifi_colour: {}}}]}"
      })
  void whatIsWrongWithAnOverrideIsSaid(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layouts.shipped().withOverride("wrong", file))
        .withMessageContaining("wrong.yaml");
  }
}
