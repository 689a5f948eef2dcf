package io.ispkit.testkit.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * A program in a document: the source of a class {@code Example} without a package.
 *
 * @param source its text
 */
public record Program(String source) {

  private static final String NAME = "Example";

  /** Lines of a log that goes to the console begin with a time. */
  private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d.*");

  /**
   * A few statements in a document as a program: the body of a static method {@code example}.
   *
   * @param imports such as {@code java.time.*} and {@code java.util.List}
   * @param parameters what the statements take for given, such as {@code String name, int count}
   */
  public static Program ofStatements(String statements, List<String> imports, String parameters) {
    StringBuilder source = new StringBuilder();
    imports.forEach(each -> source.append("import ").append(each).append(";\n"));
    return new Program(
        source
            .append("public class Example {\n  public static void example(")
            .append(parameters)
            .append(") throws Exception {\n")
            .append(statements)
            .append("  }\n}\n")
            .toString());
  }

  /**
   * Compiles it with the class path of this process, calls a static method of it, and returns what
   * it printed, with line feeds, without the lines of a log. Standard output is the whole
   * process's: one program runs at a time, and what other threads print meanwhile is taken for its
   * own.
   *
   * @param folder an empty one, for the class files
   * @param method its name; there is one such method
   * @throws AssertionError it does not compile; the message is the compiler's
   * @throws Exception thrown by the program
   */
  public String run(Path folder, String method, Object... arguments) throws Exception {
    compile(folder);
    synchronized (Program.class) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream before = System.out;
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        method(loader.loadClass(NAME), method).invoke(null, arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof Exception thrown) {
          throw thrown;
        }
        throw e;
      } finally {
        System.setOut(before);
      }
      return printed
          .toString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !LOG_LINE.matcher(line).matches())
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    }
  }

  private void compile(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(NAME + ".java"), source);
    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                faults,
                faults,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                file.toString());
    if (result != 0) {
      throw new AssertionError(faults.toString(StandardCharsets.UTF_8));
    }
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected a public static method " + name));
  }
}
