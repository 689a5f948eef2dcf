package io.ispkit.radius.live;

import io.ispkit.core.fault.Fault;
import io.ispkit.radius.dynauth.NasTarget;
import io.ispkit.radius.dynauth.SessionIdentity;
import io.ispkit.radius.profile.PlanProfile;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How one NAS is told of changes. Immutable; shows no secret.
 *
 * @param action what is sent at all
 * @param target where CoA and Disconnect go, with the secret. Some NAS take them at another address
 *     than the one in accounting
 * @param renderer in whose attributes a CoA tells the speed
 * @param policyDownload what a plan is called on a NAS that is told names; {@code {plan}} is the
 *     plan's code; empty together with {@code policyUpload}: plans have no names there
 * @param policyUpload the same for the upload
 * @param identity by what a session is named: all must fit, so give few
 * @param traits what else is known of it
 */
public record NasPolicy(
    Action action,
    NasTarget target,
    ProfileRenderer renderer,
    String policyDownload,
    String policyUpload,
    Set<Key> identity,
    Set<Trait> traits) {

  /** What is sent. */
  public enum Action {
    /** A change of speed by CoA, and a Disconnect where a CoA cannot say it or the NAS refuses. */
    COA_THEN_DISCONNECT,
    /** A Disconnect for every change that a live session must notice. */
    DISCONNECT,
    /** Nothing: sessions go on as they are until they end by themselves. */
    ROWS_ONLY
  }

  /** What can name a session. */
  public enum Key {
    USER_NAME,
    ACCT_SESSION_ID,
    FRAMED_IP_ADDRESS,
    CALLING_STATION_ID,
    NAS_PORT_ID,
    NAS_ADDRESS
  }

  /** What is special about a NAS. */
  public enum Trait {
    /**
     * Its ACK to a CoA is believed without having been seen: an operator has tried that this model
     * does what it says.
     */
    TRUSTED_ACK,
    /** A CoA that gets no answer is followed by a Disconnect, which ends sessions that need not. */
    DISCONNECT_ON_SILENCE,
    /** No Disconnect follows a CoA that was refused: the session goes on as it was. */
    NO_DISCONNECT_ON_REFUSAL
  }

  /** Copies the sets, and checks that a session can be named. */
  public NasPolicy {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(renderer, "renderer");
    Objects.requireNonNull(policyDownload, "policyDownload");
    Objects.requireNonNull(policyUpload, "policyUpload");
    identity = Set.copyOf(identity);
    traits = Set.copyOf(traits);
    if (!identity.contains(Key.USER_NAME) && !identity.contains(Key.ACCT_SESSION_ID)) {
      throw new IllegalArgumentException("identity: expected USER_NAME or ACCT_SESSION_ID in it");
    }
    if (policyDownload.isEmpty() != policyUpload.isEmpty()) {
      throw new IllegalArgumentException("policy names: expected both directions, or none");
    }
  }

  /** CoA, then Disconnect; user name and Acct-Session-Id name the session. */
  public static NasPolicy of(NasTarget target, ProfileRenderer renderer) {
    return new NasPolicy(
        Action.COA_THEN_DISCONNECT,
        target,
        renderer,
        "",
        "",
        EnumSet.of(Key.USER_NAME, Key.ACCT_SESSION_ID),
        Set.of());
  }

  /** The same with another action. */
  public NasPolicy with(Action other) {
    return new NasPolicy(other, target, renderer, policyDownload, policyUpload, identity, traits);
  }

  /** The same with these traits. */
  public NasPolicy with(Set<Trait> others) {
    return new NasPolicy(action, target, renderer, policyDownload, policyUpload, identity, others);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The new speed of a live session in this NAS's attributes, or why it has none for it. */
  Rendering render(AppliedChange change) {
    AppliedChange.Before before = change.before();
    try {
      SpeedProfile after = speed(change.speed(), change.beyondRates());
      return before == null
          ? renderer.render(after).replacing()
          : renderer.renderChange(speed(before.speed(), before.beyondRates()), after);
    } catch (IllegalArgumentException slower) {
      return new Rendering(
          List.of(),
          List.of(new Fault("burst", change.beyondRates().toString(), "" + slower.getMessage())));
    }
  }

  /**
   * All that the plan is on this NAS.
   *
   * @throws IllegalArgumentException its burst is slower than its rates
   */
  SpeedProfile speed(ServicePlan plan, PlanProfile beyondRates) {
    SpeedProfile speed = beyondRates.over(plan.download(), plan.upload());
    return policyDownload.isEmpty()
        ? speed
        : speed.with(
            new PolicyNames(
                policyDownload.replace("{plan}", plan.code()),
                policyUpload.replace("{plan}", plan.code())));
  }

  /** The session by the keys of this NAS; what accounting does not have is left away. */
  SessionIdentity identify(LiveSession session) {
    SessionIdentity.Builder identified = SessionIdentity.builder();
    for (Key key : EnumSet.copyOf(identity)) {
      switch (key) {
        case USER_NAME -> identified.userName(session.username());
        case ACCT_SESSION_ID -> identified.acctSessionId(session.acctSessionId());
        case NAS_ADDRESS -> {
          InetAddress address = session.nas();
          if (address != null) {
            identified.nasAddress(address);
          }
        }
        case FRAMED_IP_ADDRESS -> {
          InetAddress address = session.framedAddress();
          if (address != null) {
            identified.framedIpAddress(address);
          }
        }
        case CALLING_STATION_ID -> {
          String id = session.callingStationId();
          if (id != null) {
            identified.callingStationId(id);
          }
        }
        case NAS_PORT_ID -> {
          String id = session.nasPortId();
          if (id != null) {
            identified.nasPortId(id);
          }
        }
      }
    }
    return identified.build();
  }
}
