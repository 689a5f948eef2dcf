package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.testkit.document.Document;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in the README compiles, is short, and prints what the README says. */
class ReadmeSnippetTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theProgramInTheReadmeIsShort() {
    String program = Document.read(ROOT.resolve("README.md")).block("java");
    assertThat(program.lines().filter(line -> !line.startsWith("import ")).count())
        .as("lines of the program without imports")
        .isLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/radius.md", "docs/operations.md"})
  void aProgramPrintsWhatIsWrittenBelowIt(String document, @TempDir Path folder) throws Exception {
    Document page = Document.read(ROOT.resolve(document));

    assertThat(page.program("java").run(folder, "main", (Object) new String[0]))
        .isEqualTo(page.block("text"));
  }
}
