package io.ispkit.radius.bulk;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the lines come from. It is read more than once, from its beginning, and must say the same
 * each time.
 */
@FunctionalInterface
public interface ImportSource {

  /** Opens it at its beginning; the caller closes it. */
  Reader open() throws IOException;

  /** A file in UTF-8. */
  static ImportSource of(Path file) {
    return () -> Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }
}
