package io.ispkit.comms.template;

import io.ispkit.comms.api.ChannelType;
import java.util.Locale;
import java.util.Objects;

/**
 * One version of a template in one language for one channel. A version never changes, so a message
 * that was queued with it says the same whenever it is sent.
 *
 * @param name {@code [a-z][a-z0-9_]{0,63}}
 * @param version 1 and up for stored ones; 0 for the one that a jar ships
 * @param active whether new messages use it
 */
public record Template(
    String name,
    ChannelType channel,
    Locale language,
    int version,
    Content content,
    boolean active) {

  /** The version of templates that come from the class path. */
  public static final int SHIPPED = 0;

  public Template {
    checkName(name);
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(content, "content");
    if (version < 0) {
      throw new IllegalArgumentException("template version " + version + " is less than 0");
    }
  }

  static String checkName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException("template name: expected [a-z][a-z0-9_]{0,63}");
    }
    return name;
  }

  /** Whether {@code name} has the form of a template's name. */
  public static boolean isName(String name) {
    return name.length() <= 64 && name.matches("[a-z][a-z0-9_]*");
  }

  /** Identity and version for logs: {@code email/service_activated/de v3}. */
  public String label() {
    return channel + "/" + name + "/" + language.toLanguageTag() + " v" + version;
  }
}
