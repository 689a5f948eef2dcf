package io.ispkit.genieacs;

import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.http.HttpOptions;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import java.time.Duration;
import java.util.List;

/**
 * Customer equipment through the northbound interface of GenieACS 1.2: the adapter {@code
 * genieacs}. That interface has neither authentication nor TLS of its own: keep it private, behind
 * a proxy that has.
 */
public final class GenieAcsProvider implements AdapterProvider<DeviceManager> {

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        "genieacs", "GenieACS", "0.1.0", "ISP Kit", "Configures equipment through GenieACS.");
  }

  @Override
  public Class<DeviceManager> port() {
    return DeviceManager.class;
  }

  @Override
  public OptionSpec options() {
    return HttpOptions.addTo(own()).judgedBy(GenieAcsSettings::judge).build();
  }

  private static OptionSpec.Builder own() {
    return OptionSpec.builder()
        .required("url", Option.Type.URI, "The northbound interface, with its base path.")
        .optional("username", Option.Type.TEXT, "For basic authentication at the proxy.")
        .optional("password", Option.Type.SECRET, "For basic authentication at the proxy.")
        .optional("header_name", Option.Type.TEXT, "A header that the proxy wants.")
        .optional("header_value", Option.Type.SECRET, "The value of that header.")
        .optional(
            NbiTls.KEY,
            Option.Type.PATH,
            "A PKCS#12 file with the key and certificate that the proxy wants to see.")
        .optional(NbiTls.PASSWORD, Option.Type.SECRET, "The password of that file.")
        .optional(
            NbiTls.TRUSTED,
            Option.Type.PATH,
            "A PEM file with the certificates to trust, in place of the JDK's.")
        .optional(
            "tag_prefix",
            Option.Type.TEXT,
            "isp-service-",
            "What our tags begin with: 1 to 40 of [A-Za-z0-9_-].")
        .optional(
            "templates", Option.Type.MAP, "Further templates: name and path of the YAML file.")
        .optional(
            "overrides",
            Option.Type.MAP,
            "What kinds of devices have otherwise: name and path of the YAML file.")
        .optional(
            "customer_fields",
            Option.Type.LIST,
            "Settings that customers may change on their routers, such as wifi_ssid.")
        .duration(
            "session_timeout",
            Duration.ofMillis(100),
            Duration.ofMinutes(2),
            "4s",
            "How long a device may take to answer a connection request, 100ms to 2m.")
        .duration(
            "task_timeout",
            Duration.ofMillis(10),
            Duration.ofHours(1),
            "160s",
            "For the answer to a task, 10ms to 1h; GenieACS may take up to 155s.")
        .duration(
            "confirm_deadline",
            Duration.ofMinutes(1),
            Duration.ofDays(3650),
            "14d",
            "After this time an unconfirmed configuration is reported as overdue; 1m to 3650d.");
  }

  /** {@code genieacs_pending}: finishes later what devices could not take at once. */
  @Override
  public List<PeriodicJob<DeviceManager>> jobs() {
    return List.of(PendingJob.job());
  }

  @Override
  public DeviceManager open(AdapterContext context) {
    return GenieAcsDevices.open(GenieAcsSettings.of(context), context);
  }
}
