package io.ispkit.radius.live;

import io.ispkit.radius.access.StoredPassword;
import java.util.Objects;

/** One change of a service that stands in RADIUS. Immutable; its text form shows no password. */
public sealed interface ServiceChange {

  /** Into another state; the plan stays what it is. */
  record ToState(ServiceState state) implements ServiceChange {
    /** Checks that nothing is missing. */
    public ToState {
      Objects.requireNonNull(state, "state");
    }
  }

  /** To another plan; the state stays what it is. */
  record ToPlan(ServicePlan plan) implements ServiceChange {
    /** Checks that nothing is missing. */
    public ToPlan {
      Objects.requireNonNull(plan, "plan");
    }
  }

  /**
   * To another password. A live session goes on: the NAS asks for it at the next login.
   *
   * @param password in a form that the tenant's access type can check a login with
   */
  record ToPassword(StoredPassword password) implements ServiceChange {
    /** Checks that nothing is missing. */
    public ToPassword {
      Objects.requireNonNull(password, "password");
    }
  }
}
