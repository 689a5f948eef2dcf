package io.ispkit.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code ${env:NAME}}. A variable that is set but empty counts as not there, so that the default is
 * taken.
 */
final class EnvironmentReferences implements ReferenceResolver {

  private final Environment environment;

  EnvironmentReferences(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String scheme() {
    return "env";
  }

  @Override
  public Optional<String> resolve(String name, Path folder) {
    return environment.get(name).filter(value -> !value.isEmpty());
  }
}
