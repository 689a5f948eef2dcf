package io.ispkit.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
class InteropServerIT {

  @Test
  void everyServerAnswersUntilItIsClosed() throws IOException {
    InteropServer postgresql = InteropServer.start("postgresql");
    InteropServer mariadb = InteropServer.start("mariadb");
    try (postgresql;
        mariadb;
        InteropServer exim = InteropServer.start("exim");
        InteropServer onPostgresql = freeradius("postgresql", postgresql);
        InteropServer onMariadb = freeradius("mysql", mariadb)) {
      connect(postgresql.port());
      connect(mariadb.port());
      connect(exim.port() + 1);
      assertThat(onPostgresql.directory()).isNotEqualTo(onMariadb.directory());
    }
    assertThat(postgresql.directory()).doesNotExist();
    Assertions.assertThatThrownBy(() -> connect(postgresql.port()))
        .isInstanceOf(ConnectException.class);
  }

  private static InteropServer freeradius(String dialect, InteropServer database) {
    return InteropServer.start("freeradius", dialect, "" + database.port());
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
