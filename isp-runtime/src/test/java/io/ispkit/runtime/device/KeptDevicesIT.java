package io.ispkit.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceReport;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.runtime.tenant.TenantScope;
import io.ispkit.runtime.tenant.TestTenants;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class KeptDevicesIT {

  private final TestTenants tenants;
  private final TenantScope scope;
  private final KeptDevices devices;
  private final StoredConfigurations stored;

  KeptDevicesIT(TestDatabase place) {
    tenants = new TestTenants(place);
    scope = tenants.tenant();
    devices = new KeptDevices(scope);
    stored = new StoredConfigurations(scope);
  }

  @AfterEach
  void close() {
    tenants.close();
  }

  @Test
  void theConfigurationIsKeptWithItsSecretsAndReportedAsPending() {
    DeviceReport report = configure("svc", "op").orElseThrow();
    assertThat(report.status()).isEqualTo(DeviceReport.Status.PENDING);
    assertThat(configure("svc", "op").orElseThrow()).isEqualTo(report);
    assertThat(devices.confirm(TestTenants.operation(scope, "op")).orElseThrow()).contains(report);
    DeviceSpec kept = stored.findBySerial(scope.id(), "HW-1").orElseThrow().spec();
    assertThat(kept).isEqualTo(spec("svc"));
    assertThat(stored.pending(scope.id(), 10)).hasSize(1);
  }

  @Test
  void aDeviceOfAnotherServiceIsRefused() {
    configure("svc", "op").orElseThrow();
    assertThat(((Outcome.Refused<?>) configure("other", "op2")).refusal().code())
        .isEqualTo("device_taken");
    assertThat(devices.revert(TestTenants.operation(scope, "op")).orElseThrow()).hasSize(1);
    assertThat(devices.revert(TestTenants.operation(scope, "op")).orElseThrow()).isEmpty();
    assertThat(configure("other", "op2").isDone()).isTrue();
  }

  @Test
  void aPlanShowsNoSecretAndKeepsNothing() {
    String plan = devices.plan(spec("svc"), TestTenants.operation(scope, "op")).toString();
    assertThat(plan).contains("HW-1", "***").doesNotContain("correct horse", "pppoe-pw");
    assertThat(stored.pending(scope.id(), 10)).isEmpty();
  }

  @Test
  void whatWasTriedLastComesLast() {
    configure("svc", "op").orElseThrow();
    DeviceSpec other =
        new DeviceSpec(new CustomerId("c"), "s2", "HW-2", "default", "u", null, null);
    tenants.clock.advance(java.time.Duration.ofMinutes(1));
    devices.configure(other, TestTenants.operation(scope, "op2")).orElseThrow();
    tenants.clock.advance(java.time.Duration.ofMinutes(1));
    var first = stored.find(TestTenants.operation(scope, "op")).orElseThrow();
    stored.keep(TestTenants.operation(scope, "op"), first.spec(), first.report(), Map.of("k", "v"));
    assertThat(stored.pending(scope.id(), 10))
        .extracting(k -> k.operation())
        .containsExactly("op2", "op");
    assertThat(stored.find(TestTenants.operation(scope, "op")).orElseThrow().memo())
        .containsEntry("k", "v");
  }

  @Test
  void tenantsWithTheSameSerialStayApart() {
    TenantScope other = tenants.tenant();
    configure("svc", "op").orElseThrow();
    assertThat(new StoredConfigurations(other).findBySerial(other.id(), "HW-1")).isEmpty();
    assertThat(
            new KeptDevices(other)
                .configure(spec("theirs"), TestTenants.operation(other, "op"))
                .isDone())
        .isTrue();
  }

  private Outcome<DeviceReport> configure(String service, String operation) {
    return devices.configure(spec(service), TestTenants.operation(scope, operation));
  }

  private static DeviceSpec spec(String service) {
    return new DeviceSpec(
        new CustomerId("jane"),
        service,
        "HW-1",
        "default",
        "jane@acme",
        Secret.of("pppoe-pw"),
        new WifiSettings("Roe", Secret.of("correct horse")));
  }
}
