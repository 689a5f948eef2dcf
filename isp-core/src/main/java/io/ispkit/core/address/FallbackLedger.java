package io.ispkit.core.address;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Remembers which addresses were given by the embedded pool because the real allocator was out,
 * until they are reconciled. Kept by the backend; used by allocators that fall back. Thread-safe;
 * joins the operation's transaction when there is one.
 */
public interface FallbackLedger {

  /**
   * An address given in an outage.
   *
   * @param operation id of the operation that holds it
   * @param reason what the outage looked like, for a person
   */
  record Entry(
      String operation,
      AddressAssignment assignment,
      AddressRequest request,
      String reason,
      Instant at) {}

  /** Records the assignment under the operation; a repeat changes nothing. */
  void record(
      Operation operation, AddressRequest request, AddressAssignment assignment, String reason);

  /** Entries that are not reconciled yet, oldest first. */
  List<Entry> open(TenantId tenant, int limit);

  /** The entry is reconciled, or its address was released: forget it. */
  void close(Operation operation);
}
