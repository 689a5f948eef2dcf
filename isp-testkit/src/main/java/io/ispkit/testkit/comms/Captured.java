package io.ispkit.testkit.comms;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that is printed or logged while it is open, java.util.logging at its finest. */
final class Captured implements AutoCloseable {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(String.valueOf(entry.getMessage()));
          if (entry.getParameters() != null) {
            for (Object parameter : entry.getParameters()) {
              logged.add(String.valueOf(parameter));
            }
          }
          if (entry.getThrown() != null) {
            logged.add(entry.getThrown().toString());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Captured() {
    PrintStream stream = new PrintStream(octets, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
  }

  String text() {
    return octets.toString(StandardCharsets.UTF_8) + String.join("\n", logged);
  }

  @Override
  public void close() {
    root.setLevel(level);
    root.removeHandler(handler);
    System.setOut(out);
    System.setErr(err);
  }
}
