package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checked options. */
record GenieAcsSettings(
    URI url,
    @Nullable String username,
    @Nullable Secret password,
    String tagPrefix,
    Map<String, Template> templates,
    Duration sessionTimeout,
    Duration taskTimeout,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration breakerPause,
    Duration confirmDeadline) {

  private static final Duration HOUR = Duration.ofHours(1);

  GenieAcsSettings {
    templates = Map.copyOf(templates);
  }

  /** Reads the options of the context; names all faults at once. */
  static GenieAcsSettings of(AdapterContext context) {
    Options options = context.options();
    List<String> faults = new ArrayList<>();
    if (!options.text("tag_prefix").matches("[A-Za-z0-9_-]{1,40}")) {
      faults.add("tag_prefix: expected 1 to 40 of [A-Za-z0-9_-]");
    }
    boolean user = options.optionalText("username").isPresent();
    if (user != options.optionalSecret("password").isPresent()) {
      faults.add("username, password: expected both or neither");
    }
    limit("session_timeout", Duration.ofMillis(100), Duration.ofMinutes(2), options, faults);
    for (String name :
        List.of("task_timeout", "connect_timeout", "answer_timeout", "breaker_pause")) {
      limit(name, Duration.ofMillis(1), HOUR, options, faults);
    }
    limit("confirm_deadline", Duration.ofMinutes(1), Duration.ofDays(3650), options, faults);
    URI url = base(options.uri("url"), faults);
    Map<String, Template> templates = new LinkedHashMap<>();
    templates.put(Template.DEFAULT, Template.builtIn());
    options
        .map("templates")
        .forEach(
            (name, file) -> {
              try {
                templates.put(name, Template.read(Path.of(file)));
              } catch (IllegalArgumentException wrong) {
                faults.add("templates." + name + ": " + wrong.getMessage());
              }
            });
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ": " + String.join("; ", faults));
    }
    return new GenieAcsSettings(
        url,
        options.optionalText("username").orElse(null),
        options.optionalSecret("password").orElse(null),
        options.text("tag_prefix"),
        templates,
        options.duration("session_timeout"),
        options.duration("task_timeout"),
        options.duration("connect_timeout"),
        options.duration("answer_timeout"),
        options.duration("breaker_pause"),
        options.duration("confirm_deadline"));
  }

  private static void limit(
      String name, Duration min, Duration max, Options options, List<String> faults) {
    Duration time = options.duration(name);
    if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
      faults.add(name + ": expected " + min + " to " + max + ", got " + time);
    }
  }

  private static URI base(URI url, List<String> faults) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      faults.add("url: expected http(s)://host[:port][/path] without user, query and fragment");
      return url;
    }
    return URI.create(url.toString().replaceFirst("/*$", ""));
  }
}
