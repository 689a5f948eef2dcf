package io.ispkit.testkit.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL, MariaDB, FreeRADIUS or Exim on loopback, in a directory of its own, for one
 * test class tagged {@code interop}.
 *
 * <p>It runs {@code NAME.sh check}, {@code start DIR PORT ARGUMENTS…} and {@code stop DIR} from the
 * directory named by the system property {@code ispkit.interop.scripts}. A server that this machine
 * lacks skips the test and says what to install, unless the property {@code ispkit.interop} is
 * {@code required}: then the test fails.
 *
 * <p>Not thread-safe. {@link #start} and {@link #close} block for up to three minutes.
 */
public final class InteropServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(InteropServer.class.getName());
  private static final int MISSING = 3;
  private static final int PORTS = 3;

  private final Path script;
  private final Path directory;
  private final int port;

  private InteropServer(Path script, Path directory, int port) {
    this.script = script;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param name the script without its ending: {@code postgresql}, {@code mariadb}, {@code
   *     freeradius}, {@code exim}
   * @param arguments what the script wants after directory and port
   * @throws AssertionError the server does not start, or is missing although it is required
   * @throws org.opentest4j.TestAbortedException the server is not installed
   */
  public static InteropServer start(String name, String... arguments) {
    Path script = Path.of(System.getProperty("ispkit.interop.scripts", ""), name + ".sh");
    if (!Files.isExecutable(script)) {
      throw new AssertionError(
          "no script " + script + "; the property ispkit.interop.scripts names their directory");
    }
    Ended check = run(script, "check");
    if (check.status == MISSING && !"required".equals(System.getProperty("ispkit.interop"))) {
      LOG.log(Level.WARNING, "skipped: {0}", check.output);
      Assumptions.abort(check.output);
    }
    check.expectSuccess();
    Path directory = directory(name);
    int port = freePorts();
    List<String> start = new ArrayList<>(List.of("start", directory.toString(), "" + port));
    start.addAll(List.of(arguments));
    run(script, start.toArray(String[]::new)).expectSuccess();
    return new InteropServer(script, directory, port);
  }

  /** The first of its ports, all on 127.0.0.1; the script says what the next two are for. */
  public int port() {
    return port;
  }

  /** Where it keeps its data, logs and certificate. */
  public Path directory() {
    return directory;
  }

  /** Ends the server and deletes its directory; a second call does nothing. */
  @Override
  public void close() {
    if (Files.exists(directory)) {
      run(script, "stop", directory.toString()).expectSuccess();
      run(Path.of("/bin/rm"), "-rf", directory.toString()).expectSuccess();
    }
  }

  /** Below the machine's temporary directory, and open to the user that the server runs as. */
  private static Path directory(String name) {
    try {
      Path directory = Files.createTempDirectory("ispkit-" + name + "-");
      return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first of {@value #PORTS} neighbours that are free for TCP and UDP. */
  private static int freePorts() {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = first.getLocalPort();
        boolean free = port + PORTS <= 65536;
        for (int next = 1; free && next < PORTS; next++) {
          free = isFree(port + next);
        }
        if (free) {
          return port;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new AssertionError("no " + PORTS + " neighbouring ports are free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        DatagramSocket udp = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static Ended run(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("ispkit-", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(command + " does not end");
        }
        String said = Files.readString(output, StandardCharsets.UTF_8).strip();
        return new Ended(command, process.exitValue(), said);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }

  private record Ended(List<String> command, int status, String output) {

    void expectSuccess() {
      Assertions.assertEquals(0, status, () -> command + " said: " + output);
    }
  }
}
