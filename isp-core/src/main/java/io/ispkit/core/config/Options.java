package io.ispkit.core.config;

import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options given to one product, already checked against the {@link OptionSpec}: types hold,
 * required ones are there, unknown ones were refused. Immutable; its text form shows no secret.
 *
 * <p>The plain getters are for options that are required or have a default. All getters throw
 * {@code IllegalArgumentException} for a name that the specification does not declare with that
 * type: a bug of the plugin.
 */
public interface Options {

  /**
   * Options from a map, as a host or a test has them. References in the values are refused: only an
   * operator's configuration may have them.
   *
   * @throws ConfigurationException when they do not fit the specification; names every fault
   */
  static Options of(OptionSpec spec, Map<String, ?> values) {
    Config config = Config.untrusted().map("options", values).build();
    Options options = config.root().options(spec);
    config.verify();
    return options;
  }

  String text(String name);

  Optional<String> optionalText(String name);

  long integer(String name);

  boolean bool(String name);

  Duration duration(String name);

  Optional<Duration> optionalDuration(String name);

  URI uri(String name);

  Optional<URI> optionalUri(String name);

  Path path(String name);

  Optional<Path> optionalPath(String name);

  Secret secret(String name);

  Optional<Secret> optionalSecret(String name);

  /** Empty when absent. */
  List<String> list(String name);

  /** Empty when absent. */
  Map<String, String> map(String name);

  /**
   * Where the options were read, such as {@code tenants.acme.addresses.options (isp.yaml:14)}, for
   * error messages.
   */
  String origin();
}
