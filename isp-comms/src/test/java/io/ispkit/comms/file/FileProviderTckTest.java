package io.ispkit.comms.file;

import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.testkit.comms.ChannelProviderKit;
import io.ispkit.testkit.comms.Situation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class FileProviderTckTest extends ChannelProviderKit {

  @TempDir Path folder;

  @Override
  protected ChannelProvider provider() {
    return new FileProvider();
  }

  @Override
  protected String recipient() {
    return "jane@customer.test";
  }

  @Override
  protected Optional<Map<String, Object>> account(Situation situation) {
    return switch (situation) {
      case ACCEPTS -> Optional.of(Map.of("directory", folder.resolve("outbox").toString()));
      case IS_AWAY -> Optional.of(Map.of("directory", blocked().resolve("outbox").toString()));
      default -> Optional.empty();
    };
  }

  @Override
  protected List<Situation> impossible() {
    return Stream.of(Situation.values())
        .filter(situation -> situation != Situation.ACCEPTS && situation != Situation.IS_AWAY)
        .toList();
  }

  @Override
  protected int taken() {
    Path outbox = folder.resolve("outbox");
    if (!Files.isDirectory(outbox)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(outbox)) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path blocked() {
    try {
      Path file = folder.resolve("file");
      return Files.exists(file) ? file : Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
