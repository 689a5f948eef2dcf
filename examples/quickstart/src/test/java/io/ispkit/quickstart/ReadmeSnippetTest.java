package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in the README compiles, is short, and prints what the README says. */
class ReadmeSnippetTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theProgramInTheReadmeIsShort() throws Exception {
    String program = block(Files.readString(ROOT.resolve("README.md")), "java");
    assertThat(program.lines().filter(line -> !line.startsWith("import ")).count())
        .as("lines of the program without imports")
        .isLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/radius.md"})
  void aProgramPrintsWhatIsWrittenBelowIt(String document, @TempDir Path directory)
      throws Exception {
    String text = Files.readString(ROOT.resolve(document));

    assertThat(run(directory, block(text, "java"))).isEqualTo(block(text, "text"));
  }

  private static String block(String readme, String language) {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }

  private static String run(Path directory, String program) throws Exception {
    Path source = directory.resolve("Example.java");
    Files.writeString(source, program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    int result =
        compiler.run(
            null,
            faults,
            faults,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString(),
            source.toString());
    assertThat(result).as(faults.toString(StandardCharsets.UTF_8)).isZero();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, ReadmeSnippetTest.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
