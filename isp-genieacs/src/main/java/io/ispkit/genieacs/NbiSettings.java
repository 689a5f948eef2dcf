package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.http.HttpLimits;
import io.ispkit.core.http.HttpOptions;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Where the northbound interface is, and how patiently it is called. */
record NbiSettings(
    URI url,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String headerName,
    @Nullable Secret headerValue,
    @Nullable SSLContext tls,
    Duration sessionTimeout,
    Duration taskTimeout,
    HttpLimits http) {

  static NbiSettings read(Options options, Faults faults) {
    both("username", "password", options, faults);
    both("header_name", "header_value", options, faults);
    String header = options.optionalText("header_name").orElse(null);
    if (header != null && !header.matches("[A-Za-z0-9-]{1,64}")) {
      faults.add("header_name", header, "1 to 64 of [A-Za-z0-9-]");
    }
    return new NbiSettings(
        base(options.uri("url"), faults),
        options.optionalText("username").orElse(null),
        options.optionalSecret("password").orElse(null),
        header,
        options.optionalSecret("header_value").orElse(null),
        NbiTls.read(options, faults),
        options.duration("session_timeout"),
        options.duration("task_timeout"),
        HttpOptions.read(options));
  }

  private static void both(String text, String secret, Options options, Faults faults) {
    boolean named = options.optionalText(text).isPresent();
    if (named != options.optionalSecret(secret).isPresent()) {
      faults.add(named ? secret : text, "", "both " + text + " and " + secret + ", or neither");
    }
  }

  private static URI base(URI url, Faults faults) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      faults.add("url", "", "http(s)://host[:port][/path] without user, query and fragment");
      return url;
    }
    return URI.create(url.toString().replaceFirst("/*$", ""));
  }
}
