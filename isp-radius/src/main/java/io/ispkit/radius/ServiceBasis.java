package io.ispkit.radius;

import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.live.ServicePlan;
import io.ispkit.radius.live.ServiceState;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a service should have now: from this its rows are rendered. Holds no password.
 *
 * @param spec without password; its speed is that of the plan, also while the state has another
 * @param passwordHash the {@link Fingerprint} of the row that holds the password
 */
record ServiceBasis(SubscriberSpec spec, ServiceState state, String passwordHash) {

  ServiceBasis {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(passwordHash, "passwordHash");
    if (spec.password() != null) {
      throw new IllegalArgumentException("a basis holds no password");
    }
  }

  /** What a provisioned subscriber begins with. */
  static ServiceBasis first(SubscriberSpec spec, RadiusRow password) {
    ServicePlan plan = new ServicePlan(spec.profile(), spec.download(), spec.upload());
    return new ServiceBasis(
        spec(spec, plan, spec.staticAddress()), new ServiceState.Active(), hash(password));
  }

  static String hash(RadiusRow password) {
    return Fingerprint.of(List.of(password));
  }

  /** What is paid for. */
  ServicePlan plan() {
    return new ServicePlan(spec.profile(), spec.download(), spec.upload());
  }

  /** What counts now. */
  ServicePlan speed() {
    return state instanceof ServiceState.SlowLane slow ? slow.plan() : plan();
  }

  /** The spec of what counts now: speed and address. */
  SubscriberSpec current() {
    return spec(spec, speed(), state.keepsAddress() ? spec.staticAddress() : null);
  }

  ServiceBasis with(ServiceState other) {
    return new ServiceBasis(spec, other, passwordHash);
  }

  ServiceBasis with(ServicePlan other) {
    return new ServiceBasis(spec(spec, other, spec.staticAddress()), state, passwordHash);
  }

  ServiceBasis withAddress(@Nullable InetAddress other) {
    return new ServiceBasis(spec(spec, plan(), other), state, passwordHash);
  }

  ServiceBasis withPassword(RadiusRow row) {
    return new ServiceBasis(spec, state, hash(row));
  }

  private static SubscriberSpec spec(
      SubscriberSpec spec, ServicePlan plan, @Nullable InetAddress address) {
    return new SubscriberSpec(
        spec.customer(),
        spec.username(),
        plan.code(),
        plan.download(),
        plan.upload(),
        address,
        spec.sessionTimeout(),
        spec.idleTimeout());
  }
}
