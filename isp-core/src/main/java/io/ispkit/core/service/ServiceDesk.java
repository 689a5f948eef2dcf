package io.ispkit.core.service;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.change.Change;
import io.ispkit.core.installation.Installation;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * The services that customers have: opens them (with a unique user name), records their address,
 * activates them together with subscription and billing.
 */
public interface ServiceDesk extends Port {

  /**
   * What {@link #open} would write: service id not yet known, user name, VLAN, DNS name. Reserves
   * nothing.
   */
  Outcome<Service> plan(ServiceRequest request, Operation operation);

  /**
   * Opens a service in status {@code PROVISIONING} and reserves a user name: the local part of the
   * e-mail address in lower case, cut to letters, digits and {@code . _ -}, with {@code -2}, {@code
   * -3} … appended when it is taken, and the tenant's realm.
   *
   * @return done; refused for good with {@code unknown_plan}, {@code unknown_customer}, {@code
   *     duplicate_order} (the device serial or the same plan at the same location of this customer
   *     is already served by another operation); refused with retry
   */
  Outcome<Service> open(ServiceRequest request, Operation operation);

  /** Records the address of the service that {@code operation} opened. */
  Outcome<Service> assign(AddressAssignment address, Operation operation);

  /**
   * The undo of {@link #open} and {@link #assign}: cancels the service and frees its user name.
   *
   * @return done with what was undone, empty when there is nothing; refused for good with {@code
   *     already_active}
   */
  Outcome<List<Change>> cancel(Operation operation);

  /** The service that {@code operation} opened, if it did. Never unknown. */
  Outcome<Optional<Service>> find(Operation operation);

  /** What {@link #activate} would write. */
  Outcome<List<Change>> planActivation(String serviceId, Operation operation);

  /**
   * Activates the service: connection active, pending and trial subscriptions active, billing
   * period started, metadata recorded. Publishes {@code service.activated}. The first activation
   * wins; a repeat returns it.
   *
   * @param visit the installation as the {@code InstallationDesk} tells it now; recorded with the
   *     activation. Whose desk that is does not matter here
   * @return done; refused for good with {@code not_found}, {@code not_installed} (the visit is not
   *     completed, or was at another customer's) or {@code cancelled}; refused with retry
   */
  Outcome<Service> activate(String serviceId, Installation visit, Operation operation);

  /**
   * The undo of {@link #activate}: service, subscriptions and billing as they were before.
   *
   * @return done with what was restored, empty when this operation activated nothing
   */
  Outcome<List<Change>> deactivate(Operation operation);
}
