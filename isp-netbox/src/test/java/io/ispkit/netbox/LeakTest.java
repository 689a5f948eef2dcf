package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The proof that nothing leaks: many threads, one prefix, and a NetBox that loses answers. */
class LeakTest {

  private static final int THREADS = 64;

  /** A /22 has 1,022 usable addresses; 22 of them are an administrator's. */
  private static final int ADDRESSES = 1000;

  @Test
  void sixtyFourThreadsOnAThousandAddressesLeakDoubleAndLoseNone() throws Exception {
    try (FakeNetBox netBox = new FakeNetBox()) {
      netBox.prefix("100.64.0.0/22", "acme");
      for (int i = 1; i <= 22; i++) {
        netBox.address("100.64.2." + i + "/22", "acme", Map.of());
      }
      netBox.troubles().sometimes(0.10, 11, "POST", Trouble.DROP_AFTER);
      netBox.troubles().sometimes(0.05, 12, "POST", Trouble.DROP_BEFORE);
      netBox.troubles().sometimes(0.05, 13, "POST", Trouble.BAD_GATEWAY_AFTER);
      netBox.troubles().sometimes(0.02, 14, "GET", Trouble.DROP_AFTER);
      Acme acme = new Acme(netBox);
      NetBox allocator =
          acme.with("answer_timeout", "30s")
              .with("max_concurrent", THREADS)
              // Circuit closed: it would call the lost answers an outage, and that may fall back.
              .with("breaker_failures", 10_000)
              .with("breaker_calls", 10_000)
              .with("fallback", "pool")
              .open();
      AtomicInteger unclear = new AtomicInteger();

      Map<String, String> given = new HashMap<>();
      List<Callable<Map.Entry<String, String>>> work = new ArrayList<>();
      for (int i = 0; i < ADDRESSES; i++) {
        String id = "op-" + i;
        work.add(() -> Map.entry(id, until(allocator, id, unclear)));
      }
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        for (Future<Map.Entry<String, String>> done : threads.invokeAll(work)) {
          given.put(done.get().getKey(), done.get().getValue());
        }
      } finally {
        threads.shutdownNow();
      }

      // None given twice, and each operation holds what it was told.
      assertThat(given.values()).doesNotHaveDuplicates().hasSize(ADDRESSES);
      Map<String, String> held = new HashMap<>();
      for (AddressObject object : netBox.addresses()) {
        String mark = object.customFields().get("isp_operation");
        if (mark != null) {
          assertThat(held.put(mark.substring("acme/".length()), object.address())).isNull();
        }
      }
      assertThat(held).isEqualTo(given);
      // None leaked: what is not held is the administrator's, and there is no room left.
      assertThat(netBox.addresses()).hasSize(ADDRESSES + 22);
      assertThat(acme.ledger.open(Acme.TENANT, 1)).isEmpty();
      netBox.troubles().clear();
      assertThat(NetBoxAllocatorTest.refusal(last(allocator)).code()).isEqualTo("pool_exhausted");
      // The proof proves something: answers were lost, and looked up.
      assertThat(netBox.requests().stream().filter(r -> r.method().equals("POST")).count())
          .isGreaterThan(ADDRESSES);
    }
  }

  private static Outcome<AddressAssignment> last(NetBox allocator) throws InterruptedException {
    Outcome<AddressAssignment> outcome = allocator.allocate(any(), operation("one-more"));
    for (int i = 0; i < 100 && isAway(outcome); i++) {
      Thread.sleep(20);
      outcome = allocator.allocate(any(), operation("one-more"));
    }
    return outcome;
  }

  private static boolean isAway(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused && !refused.refusal().isPermanent();
  }

  /** As a workflow does: the same operation again, until it is done. */
  private static String until(NetBox allocator, String id, AtomicInteger unclear)
      throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Outcome<AddressAssignment> outcome = allocator.allocate(any(), operation(id));
      if (outcome instanceof Outcome.Done<AddressAssignment> done) {
        AddressAssignment got = done.value();
        return got.address().getHostAddress() + got.subnet().replaceFirst(".*/", "/");
      }
      if (outcome instanceof Outcome.Unknown<AddressAssignment>) {
        unclear.incrementAndGet();
      }
      Thread.sleep(5 + i % 20);
    }
    throw new AssertionError(id + " was never done");
  }
}
