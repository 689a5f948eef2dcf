package io.ispkit.core.config;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options read from a section by their specification. */
final class ReadOptions implements Options {

  private final OptionSpec spec;
  private final Map<String, Object> values;
  private final String origin;

  private ReadOptions(OptionSpec spec, Map<String, Object> values, String origin) {
    this.spec = spec;
    this.values = values;
    this.origin = origin;
  }

  static Options from(ConfigReader reader, Section section, OptionSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : spec.options()) {
      read(reader, section, option, spec.form(option))
          .ifPresent(value -> values.put(option.name(), value));
    }
    spec.renamed()
        .forEach(
            (former, present) -> {
              if (reader.has(former)) {
                reader.ignore(former);
                reader.refuse(former, present + ", as it is called now");
              }
            });
    Options options = new ReadOptions(spec, values, reader.origin());
    section.faults(spec.judge(options), spec.secrets());
    return options;
  }

  private static Optional<?> read(
      ConfigReader reader, Section section, Option option, Form<?> form) {
    return switch (option.type()) {
      case LIST -> list(reader, option);
      case MAP -> map(reader, option);
      default -> taken(section, option, form);
    };
  }

  private static <T> Optional<T> taken(Section section, Option option, Form<T> form) {
    Setting<T> setting = section.setting(option.name(), form);
    if (option.required()) {
      return Optional.of(setting.required());
    }
    String defaultText = option.defaultText();
    return setting.optional().or(() -> Optional.ofNullable(defaultText).map(form.parse()));
  }

  private static Optional<List<String>> list(ConfigReader reader, Option option) {
    List<String> texts = reader.texts(option.name());
    String defaultText = option.defaultText();
    if (texts.isEmpty() && option.required()) {
      reader.refuse(option.name(), "a list that is not empty, for it is required");
    }
    return Optional.of(
        texts.isEmpty() && defaultText != null ? Arrays.asList(defaultText.split(" *, *")) : texts);
  }

  private static Optional<Map<String, String>> map(ConfigReader reader, Option option) {
    Map<String, String> map = reader.map(option.name());
    if (map.isEmpty() && option.required()) {
      reader.refuse(option.name(), "a section that is not empty, for it is required");
    }
    return Optional.of(map);
  }

  @Override
  public String text(String name) {
    return there(name, optionalText(name));
  }

  @Override
  public Optional<String> optionalText(String name) {
    Option.Type type = spec.option(name).map(Option::type).orElse(Option.Type.TEXT);
    return get(name, type == Option.Type.CHOICE ? type : Option.Type.TEXT, String.class);
  }

  @Override
  public long integer(String name) {
    return there(name, get(name, Option.Type.INTEGER, Long.class));
  }

  @Override
  public boolean bool(String name) {
    return there(name, get(name, Option.Type.BOOLEAN, Boolean.class));
  }

  @Override
  public Duration duration(String name) {
    return there(name, optionalDuration(name));
  }

  @Override
  public Optional<Duration> optionalDuration(String name) {
    return get(name, Option.Type.DURATION, Duration.class);
  }

  @Override
  public URI uri(String name) {
    return there(name, optionalUri(name));
  }

  @Override
  public Optional<URI> optionalUri(String name) {
    return get(name, Option.Type.URI, URI.class);
  }

  @Override
  public Path path(String name) {
    return there(name, optionalPath(name));
  }

  @Override
  public Optional<Path> optionalPath(String name) {
    return get(name, Option.Type.PATH, Path.class);
  }

  @Override
  public Secret secret(String name) {
    return there(name, optionalSecret(name));
  }

  @Override
  public Optional<Secret> optionalSecret(String name) {
    return get(name, Option.Type.SECRET, Secret.class);
  }

  @Override
  public List<String> list(String name) {
    return get(name, Option.Type.LIST, List.class).stream()
        .flatMap(texts -> ((List<?>) texts).stream())
        .map(String.class::cast)
        .toList();
  }

  @Override
  public Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    get(name, Option.Type.MAP, Map.class)
        .ifPresent(
            m -> ((Map<?, ?>) m).forEach((key, value) -> map.put((String) key, (String) value)));
    return java.util.Collections.unmodifiableMap(map);
  }

  @Override
  public String origin() {
    return origin;
  }

  private <T> Optional<T> get(String name, Option.Type type, Class<T> javaType) {
    if (spec.option(name).map(Option::type).filter(type::equals).isEmpty()) {
      throw new IllegalArgumentException("option " + name + ": not declared with the type " + type);
    }
    return Optional.ofNullable(values.get(name)).map(javaType::cast);
  }

  private static <T> T there(String name, Optional<T> value) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "option " + name + ": neither required nor with a default, so it may be absent"));
  }

  /** Origin and values, secrets masked. */
  @Override
  public String toString() {
    return origin + values;
  }
}
