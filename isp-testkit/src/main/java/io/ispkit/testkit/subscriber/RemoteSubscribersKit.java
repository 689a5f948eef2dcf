package io.ispkit.testkit.subscriber;

import static io.ispkit.testkit.subscriber.Subscribers.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.transaction.Transaction;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** For a directory whose reach is {@link Reach#REMOTE}. */
public abstract class RemoteSubscribersKit extends SubscriberConcurrencyKit {

  @Test
  void it_says_that_it_calls_out() {
    assertThat(directory().reach()).isEqualTo(Reach.REMOTE);
  }

  @Test
  void it_refuses_to_be_called_inside_a_transaction() {
    Operation inside = freshOperation().within(new Unusable());
    assertThatIllegalStateException()
        .isThrownBy(() -> directory().provision(spec(freshName()), inside));
    assertThatIllegalStateException().isThrownBy(() -> directory().restore(inside));
    assertThatIllegalStateException().isThrownBy(() -> directory().find(inside));
    assertThatIllegalStateException().isThrownBy(() -> directory().password("nobody", inside));
  }

  /** Must not be touched. */
  private static final class Unusable implements Transaction {

    @Override
    public Connection connection() {
      throw new AssertionError("a remote directory has used the caller's transaction");
    }

    @Override
    public void afterCommit(Runnable action) {
      throw new AssertionError("a remote directory has used the caller's transaction");
    }
  }
}
