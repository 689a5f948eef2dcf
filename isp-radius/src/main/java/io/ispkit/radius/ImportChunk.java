package io.ispkit.radius;

import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Passwords;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.StoredPassword;
import io.ispkit.radius.bulk.ImportLine;
import io.ispkit.radius.bulk.LineFault;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Renders and checks the lines of an import as every other subscriber is. Thread-safe. */
record ImportChunk(
    SubscriberRows rows, AccessType access, PasswordForm form, RandomGenerator random) {

  private static final Map<String, String> COLUMNS =
      Map.of(
          "username",
          "username",
          "profile",
          "plan",
          "static_address",
          "static_address",
          Attributes.SESSION_TIMEOUT,
          "session_timeout",
          Attributes.IDLE_TIMEOUT,
          "idle_timeout");

  /** For the lines of one run. */
  PlanRows plans() {
    return new PlanRows(rows);
  }

  /**
   * The line as rows; its faults are noted.
   *
   * @param plans what the lines before have rendered
   * @param dry nothing will be written, so nothing is hashed
   */
  BulkWriter.Prepared prepare(
      ImportLine line, PlanRows plans, boolean dry, List<LineFault> faults) {
    Faults found = new Faults();
    PlanRows.Rendered plan = plans.of(line.spec(), found);
    List<RadiusRow> own = rows.ofUser(line.spec(), found);
    List<RadiusRow> replies = Stream.concat(plan.rows().stream(), own.stream()).toList();
    Faults ofPassword = new Faults();
    RadiusRow password = password(line, dry, ofPassword);
    Attributes.check(password, ofPassword);
    for (Fault fault : found.list()) {
      String column = COLUMNS.getOrDefault(fault.place(), fault.place());
      faults.add(new LineFault(line.line(), column, fault.value(), fault.expectation()));
    }
    String column = line.stored() == null ? "password" : "password_value";
    for (Fault fault : ofPassword.list()) {
      faults.add(
          new LineFault(line.line(), column, "", fault.place() + ": " + fault.expectation()));
    }
    SubscriberSpec spec = withoutPassword(line.spec());
    if (dry || !faults.isEmpty()) {
      return new BulkWriter.Prepared(line.line(), spec, password, replies, "", "");
    }
    Stream<String> digests =
        Stream.concat(own.stream(), Stream.of(password)).map(Fingerprint::digest);
    return new BulkWriter.Prepared(
        line.line(),
        spec,
        password,
        replies,
        Fingerprint.ofDigests(Stream.concat(plan.digests().stream(), digests)),
        BasisText.encode(ServiceBasis.first(spec, password)));
  }

  private RadiusRow password(ImportLine line, boolean dry, Faults faults) {
    StoredPassword stored = line.stored();
    if (stored != null) {
      stored.check(access.protocols(), faults);
      return RadiusRow.check(stored.attribute(), stored.value().reveal());
    }
    Secret given = line.spec().password();
    if (given != null) {
      StoredPassword.cleartext(given).check(access.protocols(), faults);
    }
    if (dry && form != PasswordForm.CLEARTEXT) {
      return RadiusRow.check(form.attribute(), "planned");
    }
    Secret secret = given == null ? Passwords.next(random) : given;
    return RadiusRow.check(form.attribute(), form.store(secret, random));
  }

  private static SubscriberSpec withoutPassword(SubscriberSpec spec) {
    return new SubscriberSpec(
        spec.customer(),
        spec.username(),
        spec.profile(),
        spec.download(),
        spec.upload(),
        spec.staticAddress(),
        spec.sessionTimeout(),
        spec.idleTimeout());
  }
}
