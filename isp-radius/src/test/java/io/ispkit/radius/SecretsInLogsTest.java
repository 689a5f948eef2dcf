package io.ispkit.radius;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsInLogsTest {

  @Test
  void no_password_is_logged_at_any_level() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
    String password;
    TestDatabase database = TestDatabases.h2();
    try (TestTables tables =
        new TestTables(database.url(), database.username(), database.password(), "radius")) {
      SubscriberDirectory directory = TestContext.open(tables, Map.of());
      Operation operation = operation("acme", "op");
      directory.provision(spec("jane"), operation).orElseThrow();
      password = directory.password("jane", operation).orElseThrow().orElseThrow().reveal();
      directory.restore(operation).orElseThrow();
    } finally {
      root.setLevel(before);
      root.detachAppender(lines);
    }
    List<String> texts = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(texts).isNotEmpty().noneMatch(text -> text.contains(password));
  }
}
