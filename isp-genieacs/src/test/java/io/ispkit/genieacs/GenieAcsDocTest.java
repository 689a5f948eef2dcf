package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.genieacs.cpe.Layouts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/genieacs.md shows is so. */
class GenieAcsDocTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "genieacs.md");

  @TempDir private Path folder;

  @Test
  void theWorkedExamplePrintsWhatTheDocumentSays() throws Exception {
    String document = Files.readString(DOCUMENT);
    assertThat(run(block(document, "```java\n"))).isEqualTo(block(document, "```text\n"));
  }

  @Test
  void theTemplateAndTheOverrideAreRead() throws Exception {
    String document = Files.readString(DOCUMENT);
    Path gold = Files.writeString(folder.resolve("g"), block(document, "```yaml\n# gold.yaml\n"));
    Path own =
        Files.writeString(folder.resolve("o"), block(document, "```yaml\n# acme-gw1.yaml\n"));
    Path creating =
        Files.writeString(folder.resolve("c"), block(document, "```yaml\n# acme-gw2.yaml\n"));
    Layouts layouts =
        Layouts.shipped()
            .withTemplate("gold", gold)
            .withOverride("own", own)
            .withOverride("creating", creating);
    assertThat(layouts.names()).containsExactly("default", "gold");
  }

  private static String block(String document, String opening) {
    Matcher block =
        Pattern.compile(Pattern.quote(opening) + "(.*?)```", Pattern.DOTALL).matcher(document);
    assertThat(block.find()).as(opening).isTrue();
    return block.group(1);
  }

  private String run(String program) throws Exception {
    Path source = Files.writeString(folder.resolve("Example.java"), program);
    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                faults,
                faults,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(result).as(faults.toString(StandardCharsets.UTF_8)).isZero();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, GenieAcsDocTest.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    // Log lines of the test itself begin with a time.
    return printed
        .toString(StandardCharsets.UTF_8)
        .replace(System.lineSeparator(), "\n")
        .lines()
        .filter(line -> !line.matches("\\d\\d:\\d\\d:.*"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }
}
