package io.ispkit.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code ${file:path}}: the content of a small UTF-8 file, without the line feed at its end, as
 * mounted secrets have it. A relative path starts from the folder of the configuration file.
 */
final class FileReferences implements ReferenceResolver {

  static final int MAX_BYTES = 64 * 1024;

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public Optional<String> resolve(String name, Path folder) {
    try {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("a file, not a directory or device");
      }
      return Optional.of(withoutLastLineFeed(utf8(read(file))));
    } catch (InvalidPathException noPath) {
      throw new IllegalArgumentException("the path of a file", noPath);
    }
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("a file of at most " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("a file that this process may read", unreadable);
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherText) {
      throw new IllegalArgumentException("a file in UTF-8", otherText);
    }
  }

  private static String withoutLastLineFeed(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
