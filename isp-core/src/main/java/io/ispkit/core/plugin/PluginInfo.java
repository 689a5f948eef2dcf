package io.ispkit.core.plugin;

import java.util.regex.Pattern;

/**
 * Who a plugin is.
 *
 * @param id unique among all plugins of its kind: lower case letters, digits and {@code -}, 1 to
 *     63, beginning with a letter
 * @param name for people
 * @param version of the plugin
 * @param author person or organisation
 * @param description one sentence
 */
public record PluginInfo(
    String id, String name, String version, String author, String description) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  public PluginInfo {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "plugin id '" + id + "': expected 1 to 63 of [a-z0-9-], beginning with a letter");
    }
  }
}
