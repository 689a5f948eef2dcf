package io.ispkit.radius.nas;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.dynauth.NasTarget;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.profile.ProfileRenderer;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a NAS takes commands about its sessions. Immutable; its text form shows no secret.
 *
 * @param port UDP, 1 to 65535; MikroTik listens at 1700 unless told
 * @param secret for these commands; null: the one that the NAS shares with FreeRADIUS
 * @param messageAuthenticator see {@link NasTarget#messageAuthenticator}
 * @param eventTimestamp see {@link NasTarget#eventTimestamp}
 * @param planChange how a new plan reaches a session that is up
 */
public record CoaSettings(
    int port,
    @Nullable Secret secret,
    boolean messageAuthenticator,
    boolean eventTimestamp,
    PlanChange planChange) {

  /** Checks the port. */
  public CoaSettings {
    Objects.requireNonNull(planChange, "planChange");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("CoA port: expected 1 to 65535, but was " + port);
    }
  }

  /** The port of RFC 5176, signed and timed, with the secret that FreeRADIUS has. */
  public static CoaSettings standard() {
    return new CoaSettings(
        NasTarget.DEFAULT_PORT, null, true, true, PlanChange.COA_ELSE_DISCONNECT);
  }

  /** The same at another port. */
  public CoaSettings withPort(int other) {
    return new CoaSettings(other, secret, messageAuthenticator, eventTimestamp, planChange);
  }

  /** The same with a secret of its own. */
  public CoaSettings withSecret(Secret own) {
    return new CoaSettings(port, own, messageAuthenticator, eventTimestamp, planChange);
  }

  /** The same with another way to change a plan. */
  public CoaSettings withPlanChange(PlanChange other) {
    return new CoaSettings(port, secret, messageAuthenticator, eventTimestamp, other);
  }

  /**
   * Where commands for this NAS go.
   *
   * @param nas the address of one NAS
   * @param shared the secret that it shares with FreeRADIUS, for when there is no own
   */
  public NasTarget target(InetAddress nas, Secret shared) {
    return new NasTarget(
        nas, port, secret == null ? shared : secret, messageAuthenticator, eventTimestamp);
  }

  /**
   * How this NAS is told of changes, by {@link #planChange}.
   *
   * @param nas the address of one NAS
   * @param shared the secret that it shares with FreeRADIUS, for when there is no own
   * @param renderer in whose attributes a CoA tells the speed
   */
  public NasPolicy policy(InetAddress nas, Secret shared, ProfileRenderer renderer) {
    NasPolicy policy = NasPolicy.of(target(nas, shared), renderer);
    return switch (planChange) {
      case COA_ELSE_DISCONNECT -> policy;
      case COA -> policy.with(Set.of(NasPolicy.Trait.NO_DISCONNECT_ON_REFUSAL));
      case DISCONNECT -> policy.with(NasPolicy.Action.DISCONNECT);
      case NEXT_LOGIN -> policy.with(NasPolicy.Action.ROWS_ONLY);
    };
  }
}
