package io.ispkit.radius;

import io.ispkit.testkit.interop.InteropServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** FreeRADIUS's own client, which prints the answer by the dictionaries that the server has. */
public final class RadClient {

  private final InteropServer radius;

  public RadClient(InteropServer radius) {
    this.radius = radius;
  }

  /**
   * Logs in with PAP.
   *
   * @return the kind of answer, then one line {@code Name = value} for each attribute
   */
  public List<String> login(String username, String password)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "radclient",
                "-x",
                "-r",
                "1",
                "-t",
                "10",
                "-d",
                radius.directory().toString(),
                "127.0.0.1:" + radius.port(),
                "auth",
                "testing123")
            .redirectErrorStream(true)
            .start();
    process
        .getOutputStream()
        .write(
            ("User-Name = \"" + username + "\"\nUser-Password = \"" + password + "\"\n")
                .getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || !said.contains("Received ")) {
      throw new AssertionError("radclient said: " + said);
    }
    return said.substring(said.indexOf("Received ") + "Received ".length())
        .lines()
        .filter(line -> !line.startsWith("("))
        .map(line -> line.strip().replaceFirst(" Id [0-9]+ from .*", ""))
        .toList();
  }
}
