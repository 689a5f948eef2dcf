package io.ispkit.workflow.deployment;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.change.Change;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.notification.Notification;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.notification.QueuedNotification;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Subscriber;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.core.subscriber.SubscriberSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other systems of these tests, in memory and called as remote ones. */
final class TrialPorts {

  final Map<String, AddressAssignment> addresses = new LinkedHashMap<>();
  final Map<String, SubscriberSpec> subscribers = new LinkedHashMap<>();
  final Map<String, DeviceSpec> devices = new LinkedHashMap<>();
  final Map<String, Notification> messages = new LinkedHashMap<>();
  DeviceReport.Status router = DeviceReport.Status.CONFIRMED;
  final List<SubscriberSpec> asked = new ArrayList<>();
  boolean passwordsAreHashed;
  @Nullable Outcome<Subscriber> radiusSays;
  @Nullable Outcome<DeviceReport> deviceSays;

  private static String remote(Operation operation) {
    if (operation.transaction().isPresent()) {
      throw new IllegalStateException("a remote system was called inside a transaction");
    }
    return operation.id().value();
  }

  final AddressAllocator allocator =
      new AddressAllocator() {
        @Override
        public Reach reach() {
          return Reach.REMOTE;
        }

        @Override
        public Outcome<List<Change>> plan(AddressRequest request, Operation operation) {
          return Outcome.done(List.of(Change.create("netbox", "ip-address 100.64.0.10/24")));
        }

        @Override
        public Outcome<AddressAssignment> allocate(AddressRequest request, Operation operation) {
          String id = remote(operation);
          return Outcome.done(
              addresses.computeIfAbsent(
                  id,
                  key ->
                      new AddressAssignment(
                          ip("100.64.0." + (10 + addresses.size())),
                          "100.64.0.0/24",
                          ip("100.64.0.1"),
                          AddressAssignment.Method.NETBOX,
                          "77",
                          request.dnsName())));
        }

        @Override
        public Outcome<List<Change>> release(Operation operation) {
          AddressAssignment held = addresses.remove(remote(operation));
          return Outcome.done(
              held == null
                  ? List.of()
                  : List.of(Change.delete("netbox", held.address().getHostAddress())));
        }

        @Override
        public Outcome<Optional<AddressAssignment>> find(Operation operation) {
          return Outcome.done(Optional.ofNullable(addresses.get(remote(operation))));
        }
      };

  final SubscriberDirectory directory =
      new SubscriberDirectory() {
        @Override
        public Reach reach() {
          return Reach.REMOTE;
        }

        @Override
        public Outcome<List<Change>> plan(SubscriberSpec spec, Operation operation) {
          return Outcome.done(List.of(Change.create("radius", spec.username())));
        }

        @Override
        public Outcome<Subscriber> provision(SubscriberSpec spec, Operation operation) {
          String id = remote(operation);
          asked.add(spec);
          if (radiusSays != null) {
            return radiusSays;
          }
          subscribers.put(id, spec);
          return Outcome.done(subscriber(spec));
        }

        @Override
        public Outcome<List<Change>> restore(Operation operation) {
          SubscriberSpec spec = subscribers.remove(remote(operation));
          return Outcome.done(
              spec == null ? List.of() : List.of(Change.delete("radius", spec.username())));
        }

        @Override
        public Outcome<Optional<Subscriber>> find(Operation operation) {
          return Outcome.done(
              Optional.ofNullable(subscribers.get(remote(operation))).map(TrialPorts::subscriber));
        }

        @Override
        public Outcome<Optional<Secret>> password(String username, Operation operation) {
          remote(operation);
          return Outcome.done(
              passwordsAreHashed ? Optional.empty() : Optional.of(Secret.of("pppoe-" + username)));
        }
      };

  final DeviceManager manager =
      new DeviceManager() {
        @Override
        public Reach reach() {
          return Reach.REMOTE;
        }

        @Override
        public Outcome<List<Change>> plan(DeviceSpec spec, Operation operation) {
          return Outcome.done(List.of(Change.update("genieacs", spec.serial())));
        }

        @Override
        public Outcome<DeviceReport> configure(DeviceSpec spec, Operation operation) {
          String id = remote(operation);
          if (deviceSays != null) {
            return deviceSays;
          }
          devices.put(id, spec);
          return Outcome.done(report(spec));
        }

        @Override
        public Outcome<Optional<DeviceReport>> confirm(Operation operation) {
          return Outcome.done(
              Optional.ofNullable(devices.get(remote(operation))).map(TrialPorts.this::report));
        }

        @Override
        public Outcome<List<Change>> revert(Operation operation) {
          DeviceSpec spec = devices.remove(remote(operation));
          return Outcome.done(
              spec == null ? List.of() : List.of(Change.update("genieacs", spec.serial())));
        }
      };

  final Notifier notifier =
      new Notifier() {
        @Override
        public Reach reach() {
          return Reach.TRANSACTION;
        }

        @Override
        public Outcome<List<Change>> plan(Notification notification, Operation operation) {
          return Outcome.done(List.of(Change.create("comms", notification.type())));
        }

        @Override
        public Outcome<QueuedNotification> enqueue(Notification notification, Operation operation) {
          messages.put(operation.id().value(), notification);
          return Outcome.done(new QueuedNotification("m-1", "email", "file", "queued"));
        }

        @Override
        public Outcome<List<Change>> withdraw(Operation operation) {
          return Outcome.done(List.of());
        }

        @Override
        public Outcome<Optional<QueuedNotification>> find(Operation operation) {
          return Outcome.done(Optional.empty());
        }
      };

  private DeviceReport report(DeviceSpec spec) {
    boolean confirmed = router == DeviceReport.Status.CONFIRMED;
    return new DeviceReport(
        confirmed ? "dev-1" : null,
        spec.serial(),
        spec.template(),
        Map.of("model", "HG8245"),
        List.of(),
        List.of("Device.WiFi.SSID.1.SSID"),
        confirmed,
        router,
        confirmed ? null : "the router is offline");
  }

  private static Subscriber subscriber(SubscriberSpec spec) {
    return new Subscriber(
        spec.username(),
        spec.profile(),
        spec.download(),
        spec.upload(),
        spec.staticAddress(),
        7,
        List.of(8L, 9L));
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
