package io.ispkit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host brings itself, and what it is left with when a backend does not open. */
@OnEachDatabase
class HostOwnedIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final TestDatabase place;

  @TempDir Path folder;

  HostOwnedIT(TestDatabase shared) {
    this.place = TestDatabases.fresh(shared.product());
  }

  @BeforeEach
  void forget() {
    TestPlugins.HAPPENED.clear();
  }

  @Test
  void callsRunOnTheHostsExecutorWhichStaysOpen() throws IOException {
    ExecutorService own = Executors.newFixedThreadPool(2, task -> new Thread(task, "host-thread"));
    try {
      try (Isp isp = builder(TestPlugins.Caller.class).executor(own).open()) {
        await().atMost(LIMIT).until(() -> TestPlugins.HAPPENED.contains("called on host-thread"));
      }
      assertThat(own.isShutdown()).isFalse();
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void metersGoToTheHostsRegistryWhichStaysOpen() throws IOException {
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    try (Isp isp = builder(TestPlugins.Caller.class).meterRegistry(own).open()) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                assertThat(own.find("isp.lane.claimed").tag("lane", "calls").counter())
                    .isNotNull()
                    .matches(counter -> counter.count() == 1);
                assertThat(own.find("isp.lane.turn").tag("lane", "calls").timer()).isNotNull();
              });
    }
    assertThat(own.isClosed()).isFalse();
  }

  @Test
  void whatWasOpenIsClosedInReverseWhenAModuleFailsInOpening() throws IOException {
    assertThatThrownBy(() -> failing("open").open())
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("module broken")
        .hasMessageContaining("no luck")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(TestPlugins.HAPPENED)
        .containsExactly("open", "broken open", "broken closed", "module closed");
    opensAgain();
  }

  @Test
  void whatWasOpenIsClosedInReverseWhenAModuleFailsInStarting() throws IOException {
    assertThatThrownBy(() -> failing("start").open())
        .isInstanceOf(RetryableException.class)
        .hasMessage("module broken: no luck yet");
    assertThat(TestPlugins.HAPPENED)
        .containsExactly(
            "open", "broken open", "start", "broken start", "broken closed", "module closed");
    opensAgain();
  }

  /** Nobody holds the database, which in H2 only one can. */
  private void opensAgain() throws IOException {
    try (Isp isp = builder(TestPlugins.Caller.class).open()) {
      await()
          .atMost(LIMIT)
          .until(() -> TestPlugins.HAPPENED.stream().anyMatch(h -> h.startsWith("called on")));
    }
  }

  private IspBuilder failing(String where) throws IOException {
    Map<String, Object> config = config();
    config.put("greetings", Map.of("word", "hello"));
    config.put("broken", Map.of("in", where));
    return builder(TestPlugins.Module.class, TestPlugins.Broken.class).config(config);
  }

  private IspBuilder builder(Class<?>... modules) throws IOException {
    String[] names = java.util.Arrays.stream(modules).map(Class::getName).toArray(String[]::new);
    return Isp.builder()
        .config(config())
        .classLoader(TestPlugins.loader(folder, IspModule.class, names));
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "database",
        Map.of("url", place.url(), "username", place.username(), "password", place.password()));
    config.put("tenants", Map.of("acme", Map.of()));
    return config;
  }
}
