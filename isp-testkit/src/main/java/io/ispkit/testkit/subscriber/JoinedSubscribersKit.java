package io.ispkit.testkit.subscriber;

import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.core.transaction.Transactions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For a directory whose reach is {@link Reach#TRANSACTION}. */
public abstract class JoinedSubscribersKit extends SubscriberConcurrencyKit {

  /** The transactions that the directory joins. */
  protected abstract Transactions transactions();

  @Test
  void it_says_that_it_joins() {
    assertThat(directory().reach()).isEqualTo(Reach.TRANSACTION);
  }

  @Test
  void what_it_writes_commits_with_the_transaction() {
    Operation operation = freshOperation();
    Subscriber made =
        transactions()
            .transact(
                transaction ->
                    directory()
                        .provision(spec(freshName()), operation.within(transaction))
                        .orElseThrow());
    assertThat(directory().find(operation).orElseThrow()).contains(made);
  }

  @Test
  void what_it_writes_vanishes_with_the_transaction() {
    List<String> before = contents();
    Operation operation = freshOperation();
    assertThatThrownBy(
            () ->
                transactions()
                    .transact(
                        transaction -> {
                          directory()
                              .provision(spec(freshName()), operation.within(transaction))
                              .orElseThrow();
                          throw new IllegalStateException("the rest of the step failed");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(contents()).isEqualTo(before);
    assertThat(directory().find(operation).orElseThrow()).isEmpty();
  }

  @Test
  void a_refusal_leaves_the_transaction_usable() {
    SubscriberSpec spec = spec(freshName());
    directory().provision(spec, freshOperation()).orElseThrow();
    SubscriberSpec other = spec(freshName());
    Operation operation = freshOperation();
    transactions()
        .transact(
            transaction -> {
              Outcome<Subscriber> refused =
                  directory().provision(spec, freshOperation().within(transaction));
              assertRefused(refused, "username_taken");
              return directory().provision(other, operation.within(transaction)).orElseThrow();
            });
    assertThat(directory().find(operation).orElseThrow()).isPresent();
  }
}
