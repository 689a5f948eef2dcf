package io.ispkit.testkit.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown document whose blocks of code a test takes at their word. Immutable.
 *
 * <pre>{@code
 * Document page = Document.read(Path.of("..", "docs", "netbox.md"));
 * assertThat(page.program("java").run(folder, "main", (Object) new String[0])).isEqualTo(page.block("text"));
 * }</pre>
 */
public final class Document {

  private final Path path;
  private final String text;

  private Document(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /** Reads a document in UTF-8. */
  public static Document read(Path path) {
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /**
   * The first block of code that begins so, without its beginning.
   *
   * @param beginning the language, such as {@code java}; to tell blocks apart also the lines after
   *     it, such as {@code yaml\n# gold.yaml}
   * @throws AssertionError there is no such block
   */
  public String block(String beginning) {
    Matcher block =
        Pattern.compile(Pattern.quote("```" + beginning + "\n") + "(.*?)```", Pattern.DOTALL)
            .matcher(text);
    if (!block.find()) {
      throw new AssertionError(path + ": expected a block of code that begins with " + beginning);
    }
    return block.group(1);
  }

  /** All blocks of a language, from first to last; none is no error. */
  public List<String> blocks(String language) {
    return Pattern.compile("```" + Pattern.quote(language) + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The block that begins so, as a program: a class {@code Example} without a package. */
  public Program program(String beginning) {
    return new Program(block(beginning));
  }
}
