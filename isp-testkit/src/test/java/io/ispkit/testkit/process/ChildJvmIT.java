package io.ispkit.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void tellsWhatAChildPrintedAndDoesThatDoesNotComeOn() throws Exception {
    try (ChildJvm child = start("waits")) {
      child.awaitLine("I am waits", LONG);

      assertThatThrownBy(() -> child.await("success", Duration.ofMillis(50), () -> false))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("no success within PT0.05S", "I am waits", "Main.hang(");
      assertThatThrownBy(() -> child.awaitEnd(Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("no end within PT0.05S", "I am waits", "Main.hang(");
      assertThat(child.endsWithin(Duration.ofMillis(50))).isFalse();

      child.kill();
      assertThat(child.endsWithin(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void tellsHowAChildEndedTooEarly() throws Exception {
    try (ChildJvm child = start("fails")) {
      assertThatThrownBy(() -> child.await("success", LONG, () -> false))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("ended with status 3 before success", "I am fails");
      assertThatThrownBy(() -> child.awaitEnd(LONG))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("ended with status 3", "I am fails");
    }
  }

  @Test
  void findsWhatCameJustBeforeAnOrderlyEnd() throws Exception {
    try (ChildJvm child = start("ends")) {
      child.awaitEnd(LONG);
      child.awaitLine("I am ends", LONG);
    }
  }

  @Test
  void leavesNoProcessBehind() throws Exception {
    ChildJvm left;
    try (ChildJvm child = start("waits")) {
      left = child;
    }
    assertThat(left.endsWithin(LONG)).isTrue();
  }

  private ChildJvm start(String how) {
    return ChildJvm.start(directory.resolve("child.log"), Main.class, how);
  }

  /** The child. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("I am " + arguments[0]);
      switch (arguments[0]) {
        case "waits" -> hang();
        case "fails" -> System.exit(3);
        default -> {}
      }
    }

    private static void hang() throws InterruptedException {
      Thread.sleep(LONG.multipliedBy(10).toMillis());
    }
  }
}
