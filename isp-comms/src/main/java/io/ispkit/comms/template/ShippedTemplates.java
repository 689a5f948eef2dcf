package io.ispkit.comms.template;

import io.ispkit.comms.api.ChannelType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Templates on the class path: {@code
 * io/ispkit/comms/templates/<channel>/<name>/<language>.{subject,text,html}.mustache}, UTF-8; the
 * text must be there, the others may. A host that puts a file in front of ours on the class path
 * replaces it. Thread-safe.
 */
final class ShippedTemplates {

  private static final String ROOT = "io/ispkit/comms/templates/";

  private final ClassLoader loader;

  ShippedTemplates(ClassLoader loader) {
    this.loader = loader;
  }

  Optional<Template> find(String name, ChannelType channel, Locale language) {
    String path =
        ROOT + channel + "/" + Template.checkName(name) + "/" + language.toLanguageTag() + ".";
    String text = read(path + "text.mustache");
    if (text == null) {
      return Optional.empty();
    }
    String subject = read(path + "subject.mustache");
    Content content =
        new Content(subject == null ? null : subject.strip(), text, read(path + "html.mustache"));
    return Optional.of(new Template(name, channel, language, Template.SHIPPED, content, true));
  }

  private @Nullable String read(String path) {
    try (InputStream in = loader.getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
