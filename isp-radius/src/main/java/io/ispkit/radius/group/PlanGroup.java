package io.ispkit.radius.group;

import io.ispkit.core.error.PermanentException;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.ReplyAttribute;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a group: what every member is told unless its own rows say otherwise. Immutable.
 *
 * <p>Rows are written with {@code =}, so that they give way to a row of the member ({@code
 * radreply} is merged before the groups). What may be sent several times is written with {@code +=}
 * and comes on top of the member's own; {@link #replaceable} has it give way too. The first group
 * that matches ends the search unless it falls through; one whose checks do not hold is passed
 * over.
 *
 * @param name of the group, from the plan's code: 1 to 64 of {@code [0-9A-Za-z._-]}. The tables
 *     know no tenant, so tenants that share them need codes of their own, or a prefix.
 * @param replies as a {@link ProfileRenderer} renders them, and whatever else the plan tells the
 *     NAS; {@code +=} for what is sent several times, {@code :=} for the rest
 * @param replaceable whether one row of a member replaces all rows of the group with the same
 *     attribute, also those that are sent several times
 * @param fallsThrough whether the groups of higher priority numbers are looked at after this one;
 *     only when it matches
 * @param checks what must hold of the request, and what is set for the login; empty: nothing; null:
 *     the rows that stand there stay
 */
public record PlanGroup(
    String name,
    List<ReplyAttribute> replies,
    boolean replaceable,
    boolean fallsThrough,
    @Nullable List<GroupCheck> checks) {

  static final String FALL_THROUGH = "Fall-Through";

  /** Copies the lists; the writer checks the rest. */
  public PlanGroup {
    Objects.requireNonNull(name, "name");
    replies = List.copyOf(replies);
    checks = checks == null ? null : List.copyOf(checks);
  }

  /** A group that ends the search. */
  public static PlanGroup of(String name, List<ReplyAttribute> replies) {
    return new PlanGroup(name, replies, false, false, null);
  }

  /**
   * The group of a plan for the NAS of one vendor.
   *
   * @throws PermanentException the vendor cannot be told this profile exactly; names every reason
   */
  public static PlanGroup of(String name, SpeedProfile profile, ProfileRenderer renderer) {
    return of(name, renderer.render(profile).orElseThrow());
  }

  /** The same with further attributes. */
  public PlanGroup with(ReplyAttribute... more) {
    List<ReplyAttribute> all = new ArrayList<>(replies);
    all.addAll(List.of(more));
    return new PlanGroup(name, all, replaceable, fallsThrough, checks);
  }

  /** The same, where a member's row replaces also what is sent several times. */
  public PlanGroup whollyReplaceable() {
    return new PlanGroup(name, replies, true, fallsThrough, checks);
  }

  /** The same, after which further groups are looked at. */
  public PlanGroup fallingThrough() {
    return new PlanGroup(name, replies, replaceable, true, checks);
  }

  /**
   * The same with these check rows in place of all that the group has: conditions, all of which
   * must hold, and what is set for the login. None: the group matches every request.
   */
  public PlanGroup checking(GroupCheck... all) {
    return new PlanGroup(name, replies, replaceable, fallsThrough, List.of(all));
  }

  /** As {@code radgroupreply} holds them. */
  List<ReplyAttribute> rows() {
    List<ReplyAttribute> rows = new ArrayList<>();
    for (ReplyAttribute reply : replies) {
      String op = reply.op().equals("+=") && !replaceable ? "+=" : "=";
      rows.add(new ReplyAttribute(reply.name(), op, reply.value()));
    }
    if (fallsThrough) {
      rows.add(new ReplyAttribute(FALL_THROUGH, "=", "Yes"));
    }
    return List.copyOf(rows);
  }
}
