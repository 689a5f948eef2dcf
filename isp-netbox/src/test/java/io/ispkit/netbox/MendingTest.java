package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.AddressRequest;
import io.ispkit.core.address.FallbackLedger;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.change.Change;
import io.ispkit.core.drift.Drift;
import io.ispkit.core.drift.ExpectedService;
import io.ispkit.core.drift.FieldDrift;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mending writes, and under which mark. */
class MendingTest {

  private final FakeNetBox fake = new FakeNetBox();
  private final Acme acme = new Acme(fake);
  private AddressAssignment given =
      new AddressAssignment(
          Prefix.address("100.64.0.1"),
          "100.64.0.0/24",
          null,
          AddressAssignment.Method.NETBOX,
          null,
          null);

  @BeforeEach
  void prefix() {
    fake.prefix("100.64.0.0/24", "acme");
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aReleaseOfTheServiceFindsWhatAMendingMade() {
    NetBox netBox = acme.with("write_tags", List.of("isp")).open();
    netBox.ensure().orElseThrow();
    ExpectedService service = released(netBox, "a");
    Drift missing = netBox.compare(service).orElseThrow().get(0);
    assertThat(missing.fields())
        .extracting(FieldDrift::name, FieldDrift::wanted)
        .contains(tuple("isp_operation", "acme/a"), tuple("tags", "isp"));
    assertThat(netBox.mend(missing, operation("m")).orElseThrow()).hasSize(1);
    assertThat(netBox.mend(missing, operation("m")).orElseThrow()).isEmpty();
    assertThat(netBox.compare(service).orElseThrow()).isEmpty();
    assertThat(fake.heldBy("acme/a").get(0).tags()).containsExactly("isp");
    assertThat(netBox.release(operation("a")).orElseThrow()).hasSize(1);
    assertThat(fake.addresses()).isEmpty();
  }

  @Test
  void whatTheOperationOfTheServiceHoldsBesideStaysAlone() {
    NetBox netBox = acme.open();
    ExpectedService service = released(netBox, "a");
    fake.address("100.64.0.9/24", "acme", Map.of("isp_operation", "acme/a"));
    Drift missing = netBox.compare(service).orElseThrow().get(0);
    assertThat(netBox.mend(missing, operation("m")).orElseThrow()).hasSize(1);
    assertThat(fake.heldBy("acme/m")).extracting(a -> a.address()).containsExactly("100.64.0.1/24");
    assertThat(fake.heldBy("acme/a")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasReleasedThoughItIsInUseIsHeldAgain(boolean known) {
    NetBox netBox = acme.with("release", "quarantine").open();
    ExpectedService service = released(netBox, "a");
    if (!known) {
      service = NetBoxContract.service(given, given.dnsName(), true);
    }
    Drift drift = netBox.compare(service).orElseThrow().get(0);
    assertThat(drift.kind()).isEqualTo(Drift.Kind.DIFFERENT);
    assertThat(netBox.mend(drift, operation("m")).orElseThrow()).hasSize(1);
    assertThat(netBox.compare(service).orElseThrow()).isEmpty();
    assertThat(fake.heldBy("acme/a").get(0).description()).isEqualTo("svc-1 (customer cust-1)");
    assertThat(netBox.find(operation("a")).orElseThrow()).contains(given);
    assertThat(netBox.release(operation("a")).orElseThrow()).hasSize(1);
  }

  private ExpectedService released(NetBox netBox, String id) {
    given = netBox.allocate(any(), operation(id)).orElseThrow();
    netBox.release(operation(id)).orElseThrow();
    ExpectedService service = NetBoxContract.service(given, given.dnsName(), true);
    return new ExpectedService(
        service.serviceId(),
        service.customer(),
        service.active(),
        service.username(),
        service.address(),
        service.dnsName(),
        service.plan(),
        service.download(),
        service.upload(),
        service.deviceSerial(),
        new OperationId(id));
  }

  /** The locks are striped: here the mending of each shares one with the holder of the other. */
  @Test
  void twoMendingsNeverWaitForEachOther() throws Exception {
    String other = sharing("b", "first");
    String one = sharing("a", "second");
    FallbackLedger entries = acme.ledger;
    acme.ledger = new Meeting(entries);
    NetBox netBox = acme.with("fallback", "pool").open();
    Drift first = missing(netBox, entries, "a");
    Drift second = missing(netBox, entries, "b");
    CompletableFuture<Outcome<List<Change>>> both =
        inBackground(() -> netBox.mend(first, operation(other)))
            .thenCombine(
                inBackground(() -> netBox.mend(second, operation(one))),
                (done, alsoDone) -> done.flatMap(changes -> alsoDone));
    assertThat(both.get(30, TimeUnit.SECONDS).orElseThrow()).hasSize(1);
    assertThat(fake.heldBy("acme/a")).hasSize(1);
    assertThat(fake.heldBy("acme/b")).hasSize(1);
  }

  /** An operation whose lock is that of {@code id}. */
  private static String sharing(String id, String name) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> name + i)
        .filter(candidate -> stripe(candidate) == stripe(id))
        .findFirst()
        .orElseThrow();
  }

  private static int stripe(String id) {
    return Math.floorMod(operation(id).toString().hashCode(), 64);
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.complete(work.get()), "mending");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private Drift missing(NetBox netBox, FallbackLedger entries, String id) {
    AddressAssignment given = acme.pool.allocate(any(), operation(id)).orElseThrow();
    entries.record(operation(id), any(), given, "test");
    return netBox.compare(NetBoxContract.service(given, null, true)).orElseThrow().get(0);
  }

  /** Lets two who look for an entry meet, as far as they come. */
  private static final class Meeting implements FallbackLedger {

    private final FallbackLedger ledger;
    private final CyclicBarrier both = new CyclicBarrier(2);

    private Meeting(FallbackLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void record(
        Operation operation, AddressRequest request, AddressAssignment given, String reason) {
      ledger.record(operation, request, given, reason);
    }

    @Override
    public List<Entry> open(TenantId tenant, int limit) {
      try {
        both.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
        throw new IllegalStateException(alone);
      }
      return ledger.open(tenant, limit);
    }

    @Override
    public void close(Operation operation) {
      ledger.close(operation);
    }
  }
}
