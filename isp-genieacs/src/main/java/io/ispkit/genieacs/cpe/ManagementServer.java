package io.ispkit.genieacs.cpe;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a device finds its ACS and how often it calls. What is null is left as it is. A wrong URL
 * takes the device away from this ACS for good.
 *
 * @param url of the ACS, http or https
 * @param username by which the device logs in at the ACS
 * @param password by which the device logs in at the ACS
 * @param informInterval between two periodic Informs: whole seconds, 30 s to 30 days
 * @param connectionRequestUsername by which the ACS logs in at the device
 * @param connectionRequestPassword by which the ACS logs in at the device
 */
public record ManagementServer(
    @Nullable URI url,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Duration informInterval,
    @Nullable String connectionRequestUsername,
    @Nullable Secret connectionRequestPassword) {

  /** Of which nothing is wanted. */
  public static final ManagementServer ANY =
      new ManagementServer(null, null, null, null, null, null);

  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofDays(30);

  public ManagementServer {
    if (url != null
        && (url.getHost() == null || !("http".equals(url.getScheme()) || isHttps(url)))) {
      throw new IllegalArgumentException("management server: expected http(s)://host[:port]/path");
    }
    if (informInterval != null
        && (informInterval.compareTo(SHORTEST) < 0
            || informInterval.compareTo(LONGEST) > 0
            || !informInterval.equals(informInterval.truncatedTo(ChronoUnit.SECONDS)))) {
      throw new IllegalArgumentException("inform interval: expected 30s to 30d in whole seconds");
    }
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  /** Only how often the device calls. */
  public static ManagementServer informing(Duration interval) {
    return new ManagementServer(null, null, null, interval, null, null);
  }

  ManagementServer over(ManagementServer defaults) {
    return new ManagementServer(
        url == null ? defaults.url : url,
        username == null ? defaults.username : username,
        password == null ? defaults.password : password,
        informInterval == null ? defaults.informInterval : informInterval,
        connectionRequestUsername == null
            ? defaults.connectionRequestUsername
            : connectionRequestUsername,
        connectionRequestPassword == null
            ? defaults.connectionRequestPassword
            : connectionRequestPassword);
  }
}
