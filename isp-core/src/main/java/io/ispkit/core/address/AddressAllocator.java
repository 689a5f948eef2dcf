package io.ispkit.core.address;

import io.ispkit.core.change.Change;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Gives out addresses, each to one operation at a time. Exclusive under any concurrency, also
 * between processes; durable: an address that was reported as assigned stays so until it is
 * released.
 */
public interface AddressAllocator extends Port {

  /**
   * The address that would be taken now, if nobody had those that are {@linkplain
   * AddressRequest#spokenFor spoken for}. It is not reserved: the verb may take another one.
   *
   * @return done with the changes; the target of the one that creates the address begins with
   *     {@code ip-address <address>}. Refused as {@link #allocate} would be
   */
  Outcome<List<Change>> plan(AddressRequest request, Operation operation);

  /**
   * Takes one address. The same operation gets the same address again, whatever the request.
   *
   * @return done; refused for good with {@code address_taken} or {@code address_not_ours} (a static
   *     address that another operation holds, or that no prefix of the tenant contains), {@code
   *     pool_exhausted}, {@code misconfigured}; refused with retry when the system is away and
   *     nothing was written; unknown
   */
  Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation);

  /**
   * The undo: gives back what {@code operation} holds, and only that. Released addresses rest for
   * the configured quarantine before another operation gets them.
   *
   * @return done with what was released, empty when the operation holds nothing; refused with
   *     retry; unknown
   */
  Outcome<List<Change>> release(Operation operation);

  /**
   * What {@code operation} holds now: the look-up that resolves an unknown outcome.
   *
   * @return done; refused with retry when the system is away. Never unknown.
   */
  Outcome<Optional<AddressAssignment>> find(Operation operation);
}
