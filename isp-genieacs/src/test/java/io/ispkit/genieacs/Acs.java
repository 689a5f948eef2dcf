package io.ispkit.genieacs;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceConfigurations;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.backend.MemoryBackend;
import io.ispkit.testkit.device.MemoryDeviceConfigurations;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.http.FakeRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tenant whose devices are managed by a GenieACS, with short time-outs. */
final class Acs {

  static final TenantId TENANT = new TenantId("acme");
  static final String TAG = "isp-service-acme-svc-1";

  Instant now = Instant.parse("2026-11-20T10:00:00Z");
  final MemoryDeviceConfigurations configurations = new MemoryDeviceConfigurations();
  final InstantSource clock = () -> now;

  /** The calls that were told to the host. */
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  private final Map<String, Object> options = new LinkedHashMap<>();

  Acs(FakeGenieAcs fake) {
    this(fake.uri());
  }

  Acs(URI nbi) {
    options.put("url", nbi.toString());
    options.put("answer_timeout", "300ms");
    options.put("task_timeout", "500ms");
    options.put("connect_timeout", "1s");
    options.put("breaker_pause", "50ms");
  }

  /** Waits as long for an answer as a real GenieACS needs. */
  Acs patient() {
    return with("answer_timeout", "20s").with("task_timeout", "60s").with("session_timeout", "4s");
  }

  Acs with(String option, Object value) {
    options.put(option, value);
    return this;
  }

  GenieAcsDevices open() {
    return open(TENANT);
  }

  GenieAcsDevices open(TenantId tenant) {
    GenieAcsProvider provider = new GenieAcsProvider();
    return (GenieAcsDevices)
        provider.open(
            MemoryBackend.of(tenant, provider.options(), options, clock)
                .with(DeviceConfigurations.class, configurations)
                .telling((system, call, end, took) -> calls.add(system + " " + call + " " + end)));
  }

  /** Whether a request asks for parameters to be set. */
  static boolean sets(FakeRequest request) {
    return request.body().contains("[\"value\",");
  }

  static Operation operation(String id) {
    return Operation.of(TENANT, new OperationId(id));
  }

  static DeviceSpec spec(String serial) {
    return spec(serial, "svc-1");
  }

  static DeviceSpec spec(String serial, String service) {
    return new DeviceSpec(
        new CustomerId("cust-1"),
        service,
        serial,
        "default",
        "jane@example.net",
        Secret.of("ppp-secret-1"),
        new WifiSettings("Jane's home", Secret.of("correct horse 1")));
  }
}
