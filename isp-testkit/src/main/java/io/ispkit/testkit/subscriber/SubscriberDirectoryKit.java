package io.ispkit.testkit.subscriber;

import static io.ispkit.testkit.subscriber.Subscribers.operation;
import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@code SubscriberDirectory} must do, one call at a time. Extend it, together with
 * {@link SubscriberConcurrencyKit} and one of {@link JoinedSubscribersKit} and {@link
 * RemoteSubscribersKit}, and give it your directory. The database may hold other subscribers; the
 * kit uses names of its own.
 */
public abstract class SubscriberDirectoryKit {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The directory of tenant {@code acme}, open until the last test has ended. */
  protected abstract SubscriberDirectory directory();

  /** Everything that the directory has stored, in a stable order, one line for each row. */
  protected abstract List<String> contents();

  /** Writes something under {@code username} as a stranger would: past the directory. */
  protected abstract void writeStrangersRow(String username);

  /** A user name that no other test uses. */
  protected final String freshName() {
    return "user" + COUNT.incrementAndGet() + "@acme.example";
  }

  /** An operation of tenant {@code acme} that no other test uses. */
  protected final Operation freshOperation() {
    return operation("acme", "run" + COUNT.incrementAndGet() + ".radius");
  }

  @Test
  void a_subscriber_is_made_as_asked() {
    SubscriberSpec spec = spec(freshName());
    Subscriber made = directory().provision(spec, freshOperation()).orElseThrow();
    assertThat(made.username()).isEqualTo(spec.username());
    assertThat(made.profile()).isEqualTo(spec.profile());
    assertThat(made.download()).isEqualTo(spec.download());
    assertThat(made.upload()).isEqualTo(spec.upload());
    assertThat(made.staticAddress()).isEqualTo(spec.staticAddress());
    assertThat(made.checkId()).isPositive();
    assertThat(made.replyIds()).isNotEmpty().isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_repeat_of_the_operation_finds_the_same_subscriber_and_writes_nothing() {
    SubscriberSpec spec = spec(freshName());
    Operation operation = freshOperation();
    Subscriber first = directory().provision(spec, operation).orElseThrow();
    List<String> before = contents();
    assertThat(directory().provision(spec, operation).orElseThrow()).isEqualTo(first);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_name_that_another_operation_holds_is_refused_for_good() {
    SubscriberSpec spec = spec(freshName());
    directory().provision(spec, freshOperation()).orElseThrow();
    List<String> before = contents();
    assertRefused(directory().provision(spec, freshOperation()), "username_taken");
    assertRefused(directory().plan(spec, freshOperation()), "username_taken");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_name_with_rows_of_a_stranger_is_refused_for_good() {
    SubscriberSpec spec = spec(freshName());
    writeStrangersRow(spec.username());
    List<String> before = contents();
    assertRefused(directory().provision(spec, freshOperation()), "username_taken");
    assertRefused(directory().plan(spec, freshOperation()), "username_taken");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_name_that_a_stranger_writes_in_upper_case_is_refused_for_good() {
    SubscriberSpec spec = spec(freshName());
    writeStrangersRow("U" + spec.username().substring(1));
    assertRefused(directory().provision(spec, freshOperation()), "username_taken");
  }

  @Test
  void a_plan_shows_the_rows_without_the_password_and_touches_nothing() {
    List<String> before = contents();
    List<Change> changes = directory().plan(spec(freshName()), freshOperation()).orElseThrow();
    assertThat(contents()).isEqualTo(before);
    assertThat(changes).isNotEmpty().allMatch(c -> c.action() == Change.Action.CREATE);
    assertThat(changes)
        .flatExtracting(Change::fields)
        .extracting(FieldChange::after)
        .contains(FieldChange.HIDDEN);
  }

  @Test
  void a_plan_after_the_operation_has_nothing_to_do() {
    SubscriberSpec spec = spec(freshName());
    Operation operation = freshOperation();
    directory().provision(spec, operation).orElseThrow();
    assertThat(directory().plan(spec, operation).orElseThrow())
        .extracting(Change::action)
        .containsOnly(Change.Action.NONE);
  }

  @Test
  void find_tells_what_the_operation_made() {
    Operation operation = freshOperation();
    assertThat(directory().find(operation).orElseThrow()).isEmpty();
    Subscriber made = directory().provision(spec(freshName()), operation).orElseThrow();
    assertThat(directory().find(operation).orElseThrow()).contains(made);
  }

  @Test
  void find_leaves_nothing_behind() {
    List<String> before = contents();
    directory().find(freshOperation()).orElseThrow();
    directory().restore(freshOperation()).orElseThrow();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void restore_puts_back_exactly_what_was_there() {
    directory().provision(spec(freshName()), freshOperation()).orElseThrow();
    List<String> before = contents();
    Operation operation = freshOperation();
    directory().provision(spec(freshName()), operation).orElseThrow();
    assertThat(contents()).isNotEqualTo(before);
    List<Change> undone = directory().restore(operation).orElseThrow();
    assertThat(contents()).isEqualTo(before);
    assertThat(undone).isNotEmpty().allMatch(c -> c.action() == Change.Action.DELETE);
    assertThat(directory().find(operation).orElseThrow()).isEmpty();
  }

  @Test
  void restore_may_be_repeated_and_may_have_nothing_to_do() {
    Operation operation = freshOperation();
    assertThat(directory().restore(operation).orElseThrow()).isEmpty();
    directory().provision(spec(freshName()), operation).orElseThrow();
    assertThat(directory().restore(operation).orElseThrow()).isNotEmpty();
    assertThat(directory().restore(operation).orElseThrow()).isEmpty();
  }

  @Test
  void restore_shows_no_password() {
    SubscriberSpec spec = spec(freshName());
    Operation operation = freshOperation();
    directory().provision(spec, operation).orElseThrow();
    String password = password(spec, operation).reveal();
    assertThat(directory().restore(operation).orElseThrow().toString()).doesNotContain(password);
  }

  @Test
  void restore_refuses_when_a_stranger_has_changed_the_rows() {
    SubscriberSpec spec = spec(freshName());
    Operation operation = freshOperation();
    directory().provision(spec, operation).orElseThrow();
    writeStrangersRow(spec.username());
    List<String> before = contents();
    assertRefused(directory().restore(operation), "changed_since");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_name_is_free_again_after_restore() {
    SubscriberSpec spec = spec(freshName());
    Operation operation = freshOperation();
    directory().provision(spec, operation).orElseThrow();
    directory().restore(operation).orElseThrow();
    assertThat(directory().provision(spec, freshOperation()).isDone()).isTrue();
  }

  @Test
  void each_subscriber_has_a_password_of_its_own_with_128_random_bits() {
    SubscriberSpec one = spec(freshName());
    SubscriberSpec two = spec(freshName());
    Operation operation = freshOperation();
    Subscriber made = directory().provision(one, operation).orElseThrow();
    directory().provision(two, freshOperation()).orElseThrow();
    String password = password(one, operation).reveal();
    // 22 of 62 characters can hold 131 bits
    assertThat(password).matches("[0-9A-Za-z]{22,64}");
    assertThat(password(two, operation).reveal()).isNotEqualTo(password);
    assertThat(made.toString()).doesNotContain(password);
  }

  @Test
  void a_password_of_the_callers_is_written_and_a_repeat_keeps_it() {
    SubscriberSpec mine = Subscribers.specWith(freshName(), Secret.of("fromTheCaller22xxxxxxx"));
    Operation operation = freshOperation();
    Subscriber made = directory().provision(mine, operation).orElseThrow();
    assertThat(password(mine, operation).reveal()).isEqualTo("fromTheCaller22xxxxxxx");
    SubscriberSpec again = Subscribers.specWith(mine.username(), Secret.of("another"));
    assertThat(directory().provision(again, operation).orElseThrow()).isEqualTo(made);
    assertThat(password(mine, operation).reveal()).isEqualTo("fromTheCaller22xxxxxxx");
    assertThat(made.toString() + mine).doesNotContain("fromTheCaller22xxxxxxx");
  }

  @Test
  void a_password_is_not_given_to_another_tenant() {
    SubscriberSpec spec = spec(freshName());
    directory().provision(spec, freshOperation()).orElseThrow();
    Operation stranger = operation("globex", "run.radius");
    assertThat(directory().password(spec.username(), stranger).orElseThrow()).isEmpty();
    assertThat(directory().password("nobody", freshOperation()).orElseThrow()).isEmpty();
  }

  @Test
  void the_same_operation_id_under_another_tenant_is_somebody_else() {
    Operation ours = freshOperation();
    SubscriberSpec spec = spec(freshName());
    Subscriber made = directory().provision(spec, ours).orElseThrow();
    Operation theirs = operation("globex", ours.id().value());
    assertThat(directory().find(theirs).orElseThrow()).isEmpty();
    assertThat(directory().restore(theirs).orElseThrow()).isEmpty();
    assertRefused(directory().provision(spec, theirs), "username_taken");
    assertThat(directory().find(ours).orElseThrow()).contains(made);
  }

  @Test
  void a_refusal_names_everything_that_is_wrong_and_writes_nothing() {
    SubscriberSpec bad =
        new SubscriberSpec(
            spec("x").customer(),
            "`%{sql:drop table radcheck}`",
            "no such\nplan",
            BitRate.ofMbps(100),
            BitRate.ofMbps(20),
            Subscribers.address("255.255.255.255"),
            Duration.ofSeconds(1, 5),
            Duration.ZERO);
    List<String> before = contents();
    for (Outcome<?> outcome :
        List.of(
            directory().provision(bad, freshOperation()),
            directory().plan(bad, freshOperation()))) {
      Refusal refusal = assertRefused(outcome, "value_not_allowed");
      assertThat(refusal.message())
          .containsIgnoringCase("username")
          .containsIgnoringCase("profile")
          .contains("255.255.255.255")
          .containsIgnoringCase("session")
          .containsIgnoringCase("idle");
    }
    assertThat(contents()).isEqualTo(before);
  }

  private Secret password(SubscriberSpec spec, Operation operation) {
    Optional<Secret> password = directory().password(spec.username(), operation).orElseThrow();
    assertThat(password).isPresent();
    return password.orElseThrow();
  }

  /** Refused for good, with this code. */
  static Refusal assertRefused(Outcome<?> outcome, String code) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Refusal refusal = ((Outcome.Refused<?>) outcome).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.isPermanent()).isTrue();
    return refusal;
  }
}
