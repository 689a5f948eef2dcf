package io.ispkit.radius.nas;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.live.NasPolicies;
import io.ispkit.radius.live.NasPolicy;
import io.ispkit.radius.live.NasPolicy.Action;
import io.ispkit.radius.live.NasPolicy.Trait;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.ProfileRenderers;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NasPoliciesTest {

  private static final ProfileRenderer MIKROTIK =
      ProfileRenderers.load(NasPoliciesTest.class.getClassLoader()).find("mikrotik");
  private static final InetAddress NAS = Prefix.address("192.0.2.7");

  private static StoredNas nas(long id, String name, String secret) {
    return new StoredNas(id, NasClient.of(name, "nas", Secret.of(secret)));
  }

  private static NasPolicy policy(List<StoredNas> clients, CoaSettings coa) {
    NasProfiles profiles = NasProfiles.all(NasProfile.standard().withCoa(coa));
    return profiles.policies(clients, MIKROTIK).of(NAS).orElseThrow();
  }

  @Test
  void the_narrowest_row_gives_the_secret_and_a_host_name_none() {
    List<StoredNas> clients =
        List.of(
            nas(1, "bng.example.net", "of-a-name"),
            nas(2, "192.0.2.0/24", "of-all"),
            nas(3, "192.0.2.7", "of-one"),
            nas(4, "192.0.2.7", "of-another-row"),
            nas(5, "2001:db8::/32", "of-ipv6"));
    NasPolicies policies = NasProfiles.all(NasProfile.standard()).policies(clients, MIKROTIK);
    assertThat(policies.of(NAS).orElseThrow().target().secret().reveal()).isEqualTo("of-one");
    assertThat(policies.of(Prefix.address("192.0.2.8")).orElseThrow().target().secret().reveal())
        .isEqualTo("of-all");
    assertThat(policies.of(Prefix.address("2001:db8::9")).orElseThrow().target().secret().reveal())
        .isEqualTo("of-ipv6");
    assertThat(policies.of(Prefix.address("198.51.100.1"))).isEmpty();
    assertThat(policies.of(NAS).orElseThrow().toString()).doesNotContain("of-one");
  }

  @Test
  void port_secret_and_way_to_change_a_plan_are_those_of_the_profile() {
    List<StoredNas> clients = List.of(nas(1, "192.0.2.7", "shared"));
    CoaSettings coa = CoaSettings.standard().withPort(1700).withSecret(Secret.of("own"));
    NasPolicy policy = policy(clients, coa);
    assertThat(policy.target().address()).isEqualTo(NAS);
    assertThat(policy.target().port()).isEqualTo(1700);
    assertThat(policy.target().secret().reveal()).isEqualTo("own");
    assertThat(policy.action()).isEqualTo(Action.COA_THEN_DISCONNECT);
    assertThat(policy.traits()).isEmpty();
    assertThat(policy(clients, coa.withPlanChange(PlanChange.COA)).traits())
        .containsExactly(Trait.NO_DISCONNECT_ON_REFUSAL);
    assertThat(policy(clients, coa.withPlanChange(PlanChange.DISCONNECT)).action())
        .isEqualTo(Action.DISCONNECT);
    assertThat(policy(clients, coa.withPlanChange(PlanChange.NEXT_LOGIN)).action())
        .isEqualTo(Action.ROWS_ONLY);
  }
}
