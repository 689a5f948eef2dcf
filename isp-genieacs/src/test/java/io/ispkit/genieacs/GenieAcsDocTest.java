package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.testkit.document.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/genieacs.md shows is so. */
class GenieAcsDocTest {

  private static final Document PAGE = Document.read(Path.of("..", "docs", "genieacs.md"));

  @TempDir private Path folder;

  @Test
  void theWorkedExamplePrintsWhatTheDocumentSays() throws Exception {
    assertThat(PAGE.program("java").run(folder, "main", (Object) new String[0]))
        .isEqualTo(PAGE.block("text"));
  }

  @Test
  void theTemplateAndTheOverrideAreRead() throws Exception {
    Path gold = Files.writeString(folder.resolve("g"), PAGE.block("yaml\n# gold.yaml"));
    Path own = Files.writeString(folder.resolve("o"), PAGE.block("yaml\n# acme-gw1.yaml"));
    Path creating = Files.writeString(folder.resolve("c"), PAGE.block("yaml\n# acme-gw2.yaml"));
    Layouts layouts =
        Layouts.shipped()
            .withTemplate("gold", gold)
            .withOverride("own", own)
            .withOverride("creating", creating);
    assertThat(layouts.names()).containsExactly("default", "gold");
  }
}
