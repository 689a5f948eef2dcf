package io.ispkit.core.http;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.connection.TargetOptions;

/** The options that every adapter with an HTTP target shares: {@link TargetOptions#http}. */
public final class HttpOptions {

  private HttpOptions() {}

  /** Declares them with their usual defaults. */
  public static OptionSpec.Builder addTo(OptionSpec.Builder spec) {
    return TargetOptions.http().addTo(spec);
  }

  /** Reads what was declared. */
  public static HttpLimits read(Options options) {
    return new HttpLimits(
        TargetOptions.read(options),
        options.duration("write_timeout"),
        Math.toIntExact(options.integer("retries")));
  }

  /** Sets a gateway up with what was declared. */
  public static HttpGatewayBuilder apply(Options options, HttpGatewayBuilder gateway) {
    return read(options).applyTo(gateway);
  }
}
