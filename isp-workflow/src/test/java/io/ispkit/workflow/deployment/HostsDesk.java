package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.installation.InstallationDesk;
import io.ispkit.core.installation.InstallationRequest;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An installation desk of the host's own, which knows nothing of our tickets. */
final class HostsDesk implements InstallationDesk {

  private final Reach reach;
  private final Map<String, Installation> visits = new LinkedHashMap<>();

  HostsDesk(Reach reach) {
    this.reach = reach;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public Outcome<List<Change>> plan(InstallationRequest request, Operation operation) {
    return Outcome.done(List.of(Change.create("host", "visit")));
  }

  @Override
  public synchronized Outcome<Installation> schedule(
      InstallationRequest request, Operation operation) {
    return Outcome.done(
        visits.computeIfAbsent(
            key(operation),
            id ->
                new Installation(
                    "visit of " + id,
                    "ticket of " + id,
                    "T-1",
                    request.customer(),
                    request.address(),
                    null,
                    Instant.EPOCH,
                    Installation.Status.SCHEDULED,
                    request.priority(),
                    Instant.EPOCH,
                    Instant.EPOCH)));
  }

  @Override
  public Outcome<List<Change>> cancel(Operation operation) {
    return Outcome.done(List.of());
  }

  @Override
  public synchronized Outcome<Optional<Installation>> find(Operation operation) {
    return Outcome.done(Optional.ofNullable(visits.get(key(operation))));
  }

  @Override
  public synchronized Outcome<Installation> complete(
      String id, Instant completedAt, Operation operation) {
    key(operation);
    visits.replaceAll((key, visit) -> visit.id().equals(id) ? completed(visit) : visit);
    return visits.values().stream()
        .filter(visit -> visit.id().equals(id))
        .findFirst()
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused("not_found", id));
  }

  private String key(Operation operation) {
    if (reach == Reach.REMOTE && operation.transaction().isPresent()) {
      throw new IllegalStateException("a remote system was called inside a transaction");
    }
    return operation.id().value();
  }

  private static Installation completed(Installation visit) {
    return new Installation(
        visit.id(),
        visit.ticketId(),
        visit.ticketNumber(),
        visit.customer(),
        visit.address(),
        visit.technicianId(),
        visit.scheduledAt(),
        Installation.Status.COMPLETED,
        visit.priority(),
        visit.createdAt(),
        visit.slaDueAt());
  }
}
