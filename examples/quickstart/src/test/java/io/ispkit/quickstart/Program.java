package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The program in a virtual machine of its own, made to start fast: it is started and killed again
 * and again, and most of its start would go into the loading of classes. So the classes of a first,
 * whole run are kept in an archive, which later runs map into memory.
 */
final class Program {

  private final List<String> command;

  private Program(List<String> command) {
    this.command = command;
  }

  /** Runs it once, for an order, to learn which classes it needs. */
  static Program archivedIn(Path directory) throws Exception {
    Path archive = directory.resolve("classes.jsa");
    Path orders =
        OrderFiles.write(directory.resolve("orders.json"), OrderFiles.generated("acme", 1));
    List<String> arguments =
        List.of(
            "--orders",
            orders.toString(),
            "--data",
            directory.resolve("data").toString(),
            "--installed");
    ChildRun learning =
        new Program(command("-XX:ArchiveClassesAtExit=" + archive)).start(directory, arguments);
    assertThat(learning.endsWithin(180_000)).as("the learning run ends").isTrue();
    assertThat(learning.result().code()).as(learning.result().told()).isZero();
    // Without an archive, on a virtual machine that makes none, it only starts more slowly.
    return new Program(
        Files.exists(archive) ? command("-XX:SharedArchiveFile=" + archive) : command());
  }

  private static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx256m", "-cp", jars()));
    String logging = System.getProperty("logback.configurationFile");
    if (logging != null) {
      command.add("-Dlogback.configurationFile=" + logging);
    }
    command.add(Quickstart.class.getName());
    return command;
  }

  /** The class path without the tests, which the program does not know; an archive wants jars. */
  private static String jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Starts it.
   *
   * @param directory where its output goes
   */
  ChildRun start(Path directory, List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return ChildRun.start(directory, all);
  }
}
