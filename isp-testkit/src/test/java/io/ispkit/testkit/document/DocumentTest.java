package io.ispkit.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

  @TempDir private Path folder;

  private Document page(String text) throws Exception {
    return Document.read(Files.writeString(folder.resolve("page.md"), text));
  }

  @Test
  void aBlockIsFoundByItsBeginningAndItsProgramRuns() throws Exception {
    Document page =
        page(
            """
            Look:
            ```java
            public class Example {
              public static void greet(String whom) {
                System.out.println("hello " + whom);
                System.out.println("12:34:56.789 INFO a line of a log");
              }
            }
            ```
            ```text
            hello you
            ```
            """);
    assertThat(page.program("java").run(folder, "greet", "you")).isEqualTo(page.block("text"));
    assertThatThrownBy(() -> page.block("yaml")).hasMessageContaining("begins with yaml");
    assertThat(page("```text\na\n```\n```\nb\n```\n```text\nc\n```\n").blocks("text"))
        .containsExactly("a\n", "c\n");
  }

  @Test
  void statementsRunWithWhatTheyTakeForGiven() throws Exception {
    Program program =
        Program.ofStatements(
            "System.out.println(Duration.ofSeconds(seconds));\n",
            List.of("java.time.*"),
            "Integer seconds");
    assertThat(program.run(folder, "example", 90)).isEqualTo("PT1M30S\n");
  }

  @Test
  void aProgramThatDoesNotCompileSaysWhyAndWhatItThrowsIsThrown() throws Exception {
    assertThatThrownBy(() -> new Program("class Example { int x = \"y\"; }").run(folder, "main"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("incompatible types");
    Program failing =
        new Program(
            "public class Example { public static void main() throws Exception {"
                + " throw new java.io.IOException(\"no\"); } }");
    assertThatThrownBy(() -> failing.run(folder, "main"))
        .isInstanceOf(IOException.class)
        .hasMessage("no");
  }
}
