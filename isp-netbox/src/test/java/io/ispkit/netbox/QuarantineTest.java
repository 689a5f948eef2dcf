package io.ispkit.netbox;

import static io.ispkit.netbox.Acme.any;
import static io.ispkit.netbox.Acme.operation;
import static io.ispkit.netbox.NetBoxAllocatorTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Options;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.testkit.http.Trouble;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake has written everything in May, and it is November. */
class QuarantineTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private final FakeNetBox fake = new FakeNetBox();
  private final Acme acme =
      new Acme(fake).with("release", "quarantine").with("prefixes", List.of("100.64.0.0/28"));
  private final List<String> kept = new ArrayList<>();

  QuarantineTest() {
    fake.prefix("100.64.0.0/28", "acme");
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void onlyWhatOurReleaseLeftAndNobodyHasChangedSinceIsDeleted() {
    NetBox netBox = acme.open();
    for (String id : List.of("a", "b", "c", "d", "live")) {
      netBox.allocate(any(), operation(id)).orElseThrow();
    }
    for (String id : List.of("a", "b", "c", "d")) {
      netBox.release(operation(id)).orElseThrow();
    }
    // Somebody wants b, says so, and reserves c; others have deprecated addresses of their own.
    List<AddressObject> there = fake.addresses();
    fake.change(there.get(1).id(), "keep for the court");
    status(there.get(2), "reserved");
    status(fake.address("100.64.0.14/28", "acme", Map.of()), "deprecated");
    status(fake.address("100.64.0.13/28", "beta", Map.of()), "deprecated");
    fake.pageSize(2);
    assertThat(netBox.quarantine().end(Duration.ofDays(3650), kept::add))
        .isEqualTo(Outcome.done(0L));
    assertThat(netBox.quarantine().end(MONTH, kept::add)).isEqualTo(Outcome.done(2L));
    assertThat(fake.addresses())
        .extracting(AddressObject::address)
        .containsExactly(
            "100.64.0.2/28", "100.64.0.3/28", "100.64.0.5/28", "100.64.0.14/28", "100.64.0.13/28");
    assertThat(netBox.quarantine().end(MONTH, kept::add)).isEqualTo(Outcome.done(0L));
    assertThat(netBox.allocate(any(), operation("e")).orElseThrow().address().getHostAddress())
        .isEqualTo("100.64.0.1");
    assertThat(kept).isEmpty();
  }

  @Test
  void prefixesAndVlansAreFreedTooAndWhatOthersReferToIsTold() {
    fake.prefix("2001:db8::/48", "acme").status("container");
    fake.vlanGroup("homes", 100, 101);
    NetBox netBox =
        acme.with("delegated_from", List.of("2001:db8::/48")).with("vlan_group", "homes").open();
    for (String id : List.of("a", "b")) {
      netBox
          .delegatedPrefixes()
          .take(new DelegatedPrefixRequest(new CustomerId("c"), id, 56), operation(id))
          .orElseThrow();
      netBox
          .vlans()
          .take(new VlanRequest(new CustomerId("c"), id, id), operation(id))
          .orElseThrow();
      netBox.delegatedPrefixes().release(operation(id)).orElseThrow();
      netBox.vlans().release(operation(id)).orElseThrow();
    }
    fake.referTo(100);
    assertThat(netBox.quarantine().end(MONTH, kept::add)).isEqualTo(Outcome.done(3L));
    assertThat(fake.prefixes()).hasSize(2);
    assertThat(fake.vlans()).extracting(vlan -> vlan.vid()).containsExactly(100);
    assertThat(kept).containsExactly("/api/ipam/vlans/" + fake.vlans().get(0).id() + "/");
  }

  @ParameterizedTest
  @EnumSource(names = {"DROP_AFTER", "DROP_BEFORE", "BAD_GATEWAY_AFTER", "LOGIN_PAGE"})
  void aDeletionWithoutAnAnswerIsLookedUp(Trouble trouble) {
    NetBox netBox = acme.open();
    netBox.allocate(any(), operation("a")).orElseThrow();
    netBox.release(operation("a")).orElseThrow();
    fake.troubles().next(1, "DELETE", trouble);
    assertThat(netBox.quarantine().end(MONTH, kept::add)).isEqualTo(Outcome.done(1L));
    assertThat(fake.addresses()).isEmpty();
  }

  @Test
  void aNetBoxThatIsAwayIsToldAndNothingIsLost() {
    NetBox netBox = acme.open();
    fake.down();
    assertThat(refusal(netBox.quarantine().end(MONTH, kept::add)).isPermanent()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> netBox.quarantine().end(MONTH.negated(), kept::add));
  }

  @Test
  void theJobTellsWhatItDidAndWhatItCouldNot() throws Exception {
    fake.vlanGroup("homes", 100, 101);
    NetBox netBox = acme.with("vlan_group", "homes").open();
    PeriodicJob<AddressAllocator> job = new NetBoxProvider().jobs().get(1);
    Options month = Options.of(job.options(), Map.of());
    assertThat(job.round().run(netBox, month)).isEqualTo(Outcome.done(""));
    netBox.allocate(any(), operation("a")).orElseThrow();
    netBox.vlans().take(new VlanRequest(new CustomerId("c"), "a", "a"), operation("a"));
    netBox.release(operation("a")).orElseThrow();
    netBox.vlans().release(operation("a")).orElseThrow();
    fake.referTo(100);
    Options decade = Options.of(job.options(), Map.of("after", "3650d"));
    assertThat(job.round().run(netBox, decade)).isEqualTo(Outcome.done(""));
    assertThat(job.round().run(netBox, month).orElseThrow())
        .startsWith("1 deleted; others refer to 1, such as /api/ipam/vlans/");
  }

  private void status(AddressObject object, String status) {
    fake.replace(
        new AddressObject(
            object.id(),
            object.address(),
            object.vrf(),
            object.tenant(),
            status,
            object.dnsName(),
            object.description(),
            object.tags(),
            object.customFields(),
            object.version()));
  }
}
