package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

  /** Notes everything that is wrong with the options; reads the templates' files. */
  static void judge(Options options, Faults faults) {
    read(options, faults);
  }

  /**
   * Reads the options of the context.
   *
   * @throws PermanentException they are no good, such as a template's file that is gone by now
   */
  static GenieAcsSettings of(AdapterContext context) {
    Options options = context.options();
    Faults faults = new Faults();
    GenieAcsSettings read = read(options, faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return read;
  }

  /** What is read is good for nothing when faults were noted. */
  private static GenieAcsSettings read(Options options, Faults faults) {
    String prefix = options.text("tag_prefix");
    if (!prefix.matches("[A-Za-z0-9_-]{1,40}")) {
      faults.add("tag_prefix", prefix, "1 to 40 of [A-Za-z0-9_-]");
    }
    boolean user = options.optionalText("username").isPresent();
    if (user != options.optionalSecret("password").isPresent()) {
      faults.add(user ? "password" : "username", "", "both username and password, or neither");
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
                faults.add("templates." + name, "", "a template (" + wrong.getMessage() + ")");
              }
            });
    return new GenieAcsSettings(
        url,
        options.optionalText("username").orElse(null),
        options.optionalSecret("password").orElse(null),
        prefix,
        templates,
        options.duration("session_timeout"),
        options.duration("task_timeout"),
        options.duration("connect_timeout"),
        options.duration("answer_timeout"),
        options.duration("breaker_pause"),
        options.duration("confirm_deadline"));
  }

  private static void limit(
      String name, Duration min, Duration max, Options options, Faults faults) {
    Duration time = options.duration(name);
    if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
      faults.add(name, time.toString(), min + " to " + max);
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
