package io.ispkit.radius;

import io.ispkit.core.change.FieldChange;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.drift.Winner;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.live.ServicePlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which fields the rows of a user differ from what they should be, and who is right. Pure. We
 * are right in what we wrote; in rows that we never wrote others are; a person has to say what is
 * right of a password, because nobody else has it.
 */
final class DriftFields {

  static final String PLAN = "plan";
  static final String ADDRESS = "static_address";
  private static final String PASSWORD = "password";

  private DriftFields() {}

  /**
   * Compares.
   *
   * @param known what the ledger says the service should have
   * @param expected what the backend says
   * @param before our rows by {@code known}
   * @param wanted our rows by {@code expected}
   * @param standing all rows of the user
   */
  static List<FieldDrift> of(
      ServiceBasis known,
      ServiceBasis expected,
      List<RadiusRow> before,
      List<RadiusRow> wanted,
      List<StoredRow> standing) {
    List<FieldDrift> fields = new ArrayList<>();
    compare(PLAN, text(expected.plan()), text(known.plan()), fields);
    compare(
        ADDRESS, text(expected.spec().staticAddress()), text(known.spec().staticAddress()), fields);
    List<RadiusRow> passwords = new ArrayList<>();
    List<RadiusRow> found = new ArrayList<>();
    for (StoredRow row : standing) {
      (RowDifference.isPassword(row) ? passwords : found).add(row.content());
    }
    passwords(known.passwordHash(), passwords, fields);
    rows(before, wanted, found, fields);
    return List.copyOf(fields);
  }

  /** What lets a service past its state is no row of ours, and must not stay either. */
  static FieldDrift overriding(Fault fault) {
    String shown = fault.value().isEmpty() ? FieldChange.HIDDEN : fault.value();
    return new FieldDrift(fault.place(), null, shown, Winner.PERSON);
  }

  /** What tells a thing that is there and should not be. */
  static List<FieldDrift> there(List<StoredRow> standing, Winner winner) {
    return standing.stream()
        .map(row -> new FieldDrift(row.attribute(), null, shown(row.content()), winner))
        .toList();
  }

  private static void compare(
      String name, @Nullable String wanted, @Nullable String found, List<FieldDrift> fields) {
    if (!Objects.equals(wanted, found)) {
      fields.add(new FieldDrift(name, wanted, found, Winner.OURS));
    }
  }

  private static void passwords(String hash, List<RadiusRow> found, List<FieldDrift> fields) {
    List<RadiusRow> others =
        found.stream().filter(row -> !ServiceBasis.hash(row).equals(hash)).toList();
    boolean right = others.size() < found.size();
    if (found.isEmpty()) {
      fields.add(new FieldDrift(PASSWORD, FieldChange.HIDDEN, null, Winner.PERSON));
    }
    for (RadiusRow row : others) {
      fields.add(
          new FieldDrift(
              row.attribute(),
              right ? null : FieldChange.HIDDEN,
              FieldChange.HIDDEN,
              Winner.PERSON));
    }
  }

  private static void rows(
      List<RadiusRow> before,
      List<RadiusRow> wanted,
      List<RadiusRow> standing,
      List<FieldDrift> fields) {
    List<RadiusRow> found = new ArrayList<>(standing);
    List<RadiusRow> missing = new ArrayList<>(wanted);
    missing.removeIf(found::remove);
    Set<String> ours = new HashSet<>();
    before.forEach(row -> ours.add(place(row)));
    wanted.forEach(row -> ours.add(place(row)));
    for (RadiusRow row : missing) {
      Optional<RadiusRow> instead =
          found.stream().filter(other -> place(other).equals(place(row))).findFirst();
      instead.ifPresent(found::remove);
      fields.add(
          new FieldDrift(
              row.attribute(),
              shown(row),
              instead.map(DriftFields::shown).orElse(null),
              Winner.OURS));
    }
    for (RadiusRow row : found) {
      Winner winner = ours.contains(place(row)) ? Winner.OURS : Winner.THEIRS;
      fields.add(new FieldDrift(row.attribute(), null, shown(row), winner));
    }
  }

  private static String place(RadiusRow row) {
    return row.table().tableName() + " " + row.attribute();
  }

  /** With its operator where that is not the usual one. */
  private static String shown(RadiusRow row) {
    if (Attributes.isSecret(row.table(), row.attribute())) {
      return FieldChange.HIDDEN;
    }
    return row.op().equals(":=") || row.op().isEmpty() ? row.value() : row.op() + " " + row.value();
  }

  private static String text(ServicePlan plan) {
    return plan.code()
        + " "
        + plan.download().bitsPerSecond()
        + "/"
        + plan.upload().bitsPerSecond();
  }

  /** A plan as {@link #PLAN} shows it. */
  static ServicePlan plan(String text) {
    int blank = text.indexOf(' ');
    int slash = text.indexOf('/', blank);
    return new ServicePlan(
        text.substring(0, blank),
        new BitRate(Long.parseLong(text.substring(blank + 1, slash))),
        new BitRate(Long.parseLong(text.substring(slash + 1))));
  }

  private static @Nullable String text(@Nullable InetAddress address) {
    return address == null ? null : address.getHostAddress();
  }
}
