package io.ispkit.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A main class in a JVM of its own, on the class path of this one, which a test can kill without
 * warning. Each wait is bounded: a child that does not come where it should fails the test with
 * what it printed and what its threads are doing, and {@link #close} leaves no process behind.
 *
 * <pre>{@code
 * try (ChildJvm node = ChildJvm.start(directory.resolve("node.log"), Node.class, url)) {
 *   node.await("ten orders", Duration.ofMinutes(2), () -> remote.orders() >= 10);
 *   node.kill();
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

  private static final int SHOWN = 20_000;
  private static final int STACKS_SECONDS = 30;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, with a small heap and the quick compiler.
   *
   * @param log gets what it prints; an older one is written over
   * @param main has a {@code main} method
   */
  public static ChildJvm start(Path log, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(tool("java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    // Surefire's own class path is one jar with a manifest.
    String classes = System.getProperty("java.class.path");
    command.add(System.getProperty("surefire.test.class.path", classes));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ChildJvm(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for something that the child brings about.
   *
   * @param what it is, for the message
   * @throws AssertionError the child has ended before, or {@code patience} is over
   */
  public void await(String what, Duration patience, BooleanSupplier there)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!there.getAsBoolean()) {
      if (!process.isAlive() && !there.getAsBoolean()) {
        throw new AssertionError(
            "ended with status " + process.exitValue() + " before " + what + ":\n" + printed());
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("no " + what + " within " + patience + ":\n" + state());
      }
      Thread.sleep(1);
    }
  }

  /**
   * Waits until it has printed this line.
   *
   * @throws AssertionError as {@link #await}
   */
  public void awaitLine(String line, Duration patience) throws InterruptedException {
    await("line \"" + line + "\"", patience, () -> all().lines().anyMatch(line::equals));
  }

  /**
   * Waits until it ends by itself.
   *
   * @throws AssertionError it ends with another status than 0, or not within {@code patience}
   */
  public void awaitEnd(Duration patience) throws InterruptedException {
    if (!endsWithin(patience)) {
      throw new AssertionError("no end within " + patience + ":\n" + state());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("ended with status " + process.exitValue() + ":\n" + printed());
    }
  }

  /** Whether it ends by itself within this time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGKILL, if it is still there. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String state() {
    return printed() + "\n" + stacks();
  }

  /** The end of what it printed. */
  private String printed() {
    String text = all();
    return text.substring(Math.max(0, text.length() - SHOWN));
  }

  private String all() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String stacks() {
    try {
      Path out = Files.createTempFile("ispkit-", ".stacks");
      try {
        Process jcmd =
            new ProcessBuilder(tool("jcmd").toString(), "" + process.pid(), "Thread.print", "-l")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!jcmd.waitFor(STACKS_SECONDS, TimeUnit.SECONDS)) {
          jcmd.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      return "no stacks: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no stacks: interrupted";
    }
  }

  private static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }
}
