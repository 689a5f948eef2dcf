package io.ispkit.genieacs.cpe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of a template's file: nothing of it is secret. */
record TemplateSettings(
    @Nullable Wifi wifi, @Nullable Integer wanVlan, @Nullable Management management) {

  record Wifi(
      @Nullable List<Security> security, @Nullable Boolean hidden, @Nullable Channel channel) {}

  record Management(
      @Nullable URI url,
      @Nullable String username,
      @Nullable Integer informIntervalSeconds,
      @Nullable String connectionRequestUsername) {}

  CpeSettings settings() {
    CpeSettings all = CpeSettings.NOTHING;
    if (wifi != null) {
      List<Security> security = wifi.security() == null ? List.of() : wifi.security();
      all = all.with(new WifiNetwork(null, null, null, security, wifi.hidden(), wifi.channel()));
    }
    if (management != null) {
      Integer seconds = management.informIntervalSeconds();
      all =
          all.with(
              new ManagementServer(
                  management.url(),
                  management.username(),
                  null,
                  seconds == null ? null : Duration.ofSeconds(seconds),
                  management.connectionRequestUsername(),
                  null));
    }
    return wanVlan == null ? all : all.withWanVlan(wanVlan);
  }
}
