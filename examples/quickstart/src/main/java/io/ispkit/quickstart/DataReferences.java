package io.ispkit.quickstart;

import io.ispkit.core.config.ReferenceResolver;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code ${data:isp}}: a path below the data directory, so that one configuration serves any of
 * them.
 */
final class DataReferences implements ReferenceResolver {

  private final Path directory;

  DataReferences(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public String scheme() {
    return "data";
  }

  @Override
  public Optional<String> resolve(String name, Path folder) {
    Path path = directory.resolve(name).normalize();
    if (!path.startsWith(directory)) {
      throw new IllegalArgumentException("a path inside the data directory");
    }
    return Optional.of(path.toString());
  }
}
