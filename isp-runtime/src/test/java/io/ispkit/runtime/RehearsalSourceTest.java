package io.ispkit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsalSourceTest {

  private static Connection memory() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aBrokenConnectionFailsAndNobodyWaitsForIt() throws SQLException {
    Connection real = memory();
    RehearsalSource source = new RehearsalSource(real);
    Connection first = source.getConnection();
    real.close();
    assertThatThrownBy(first::close).isInstanceOf(SQLException.class);
    Connection second = source.getConnection();
    assertThatThrownBy(second::createStatement).isInstanceOf(SQLException.class);
  }

  @Test
  void whatWasCommittedCanBeForgotten() throws SQLException {
    try (Connection real = memory();
        RehearsalSource source = new RehearsalSource(real)) {
      try (var statement = real.createStatement()) {
        statement.execute("create table t (id int)");
      }
      try (Connection first = source.getConnection();
          var statement = first.createStatement()) {
        statement.execute("insert into t values (1)");
        first.commit();
        source.forget();
        first.commit();
        try (var found = statement.executeQuery("select count(*) from t")) {
          found.next();
          assertThat(found.getInt(1)).isZero();
        }
      }
    }
  }
}
