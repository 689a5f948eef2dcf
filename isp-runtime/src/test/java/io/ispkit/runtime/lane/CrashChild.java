package io.ispkit.runtime.lane;

import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import io.ispkit.runtime.database.DatabaseOptions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The process that is killed. Each item makes five durable steps: two in our database, a call to a
 * remote system under a key, and two more. It knows where it is only from its journal.
 *
 * <p>Arguments: URL, user, password or "-", port of the remote system, "fill N" or "work".
 */
final class CrashChild {

  static final int STEPS = 5;
  static final int IN_FLIGHT = 32;
  private static final int REMOTE_STEP = 2;

  private final Database database;
  private final int port;

  private CrashChild(Database database, int port) {
    this.database = database;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    DatabaseOptions options =
        DatabaseOptions.of(args[0], args[1])
            .withPassword(args[2].equals("-") ? null : Secret.of(args[2]));
    try (Database database = Database.open(options)) {
      CrashChild child = new CrashChild(database, Integer.parseInt(args[3]));
      LanesOptions fast = LanesOptions.defaults().withNode("crash-child");
      try (Lanes lanes = new Lanes(database, fast)) {
        LaneSpec spec =
            LaneSpec.of("crash")
                .withInFlight(IN_FLIGHT)
                .withRetries(10, Duration.ofMillis(50), Duration.ofMillis(200));
        lanes.lane(spec, item -> Work.inTransaction(tx -> child.resume(item, tx)));
        lanes.start();
        say("ready");
        while (!lanes.awaitIdle(Duration.ofSeconds(60))) {
          say("busy");
        }
        say("idle");
      }
    }
  }

  /** Standard output is how the child talks to the test. */
  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  static NewItem item(TenantId tenant, int number) {
    return NewItem.of(tenant, number % 3 == 0 ? "key" + number % 30 : null, "" + number);
  }

  private Next resume(LaneItem item, Transaction tx) {
    // Plain JDBC: a short life is not to be spent on loading classes.
    try (PreparedStatement query =
        tx.connection().prepareStatement("select count(*) from isp.step where item = ?")) {
      query.setString(1, item.body());
      try (ResultSet done = query.executeQuery()) {
        done.next();
        return from(item, tx, done.getInt(1));
      }
    } catch (SQLException e) {
      throw Database.translate("reading the journal", e);
    }
  }

  private Next from(LaneItem item, Transaction tx, int step) {
    if (step == STEPS) {
      return Next.done();
    }
    if (step == REMOTE_STEP) {
      String key = item.body() + ".remote";
      // The remote system is idempotent by key: an open intent may be sent again.
      return Next.then(
          Work.remote(
              key,
              t -> write(t, "announced", item, 0),
              () -> {
                call(key);
                return Work.inTransaction(t -> finish(item, t, REMOTE_STEP));
              }));
    }
    return finish(item, tx, step);
  }

  private Next finish(LaneItem item, Transaction tx, int step) {
    write(tx, "step", item, step);
    database.batch(tx, "insert into isp.domain values (?, ?)", item.body(), step);
    // Odd items take every step in a transaction of its own.
    boolean own = Integer.parseInt(item.body()) % 2 == 1;
    Work next = Work.inTransaction(t -> from(item, t, step + 1));
    return Next.then(own ? Work.lookUp(() -> next) : next);
  }

  private void write(Transaction tx, String table, LaneItem item, int step) {
    database.batch(tx, "insert into isp." + table + " values (?, ?)", item.body(), step);
  }

  private void call(String key) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new DataOutputStream(socket.getOutputStream()).writeUTF(key);
      new DataInputStream(socket.getInputStream()).readBoolean();
    }
  }
}
