package io.ispkit.radius.profile.internal;

import static io.ispkit.radius.profile.internal.Rendered.PLAN;
import static io.ispkit.radius.profile.internal.Rendered.RENDERERS;
import static io.ispkit.radius.profile.internal.Rendered.attributes;
import static io.ispkit.radius.profile.internal.Rendered.changes;
import static io.ispkit.radius.profile.internal.Rendered.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors that are told names, or numbers in a text. */
class NameRenderersTest {

  private static final SpeedProfile NAMED = PLAN.with(new PolicyNames("100m", "20m"));
  private static final SpeedProfile ONE = PLAN.with(PolicyNames.both("gold"));

  @Test
  void cisco_is_told_the_policy_of_each_direction() {
    assertThat(attributes(NAMED, "cisco"))
        .containsExactly(
            "Cisco-AVPair += ip:sub-qos-policy-in=20m",
            "Cisco-AVPair += ip:sub-qos-policy-out=100m");
    assertThat(attributes(NAMED, "cisco", "form=service_policy"))
        .containsExactly(
            "Cisco-AVPair += lcp:interface-config=service-policy input 20m",
            "Cisco-AVPair += lcp:interface-config=service-policy output 100m");
    assertThat(attributes(NAMED, "cisco", "form=policy"))
        .containsExactly("Cisco-Policy-Up := 20m", "Cisco-Policy-Down := 100m");
    assertThat(attributes(NAMED, "cisco", "form=sub_qos_pol"))
        .containsExactly("Cisco-Sub-QoS-Pol-In := 20m", "Cisco-Sub-QoS-Pol-Out := 100m");
  }

  @Test
  void cisco_refuses_names_that_its_command_line_would_cut() {
    assertThat(faults(PLAN.with(new PolicyNames("a b", "ä")), "cisco"))
        .hasSize(2)
        .allMatch(line -> line.contains("without blanks"));
  }

  @Test
  void juniper_swaps_in_a_live_session_only_the_services_that_differ() {
    SpeedProfile same = PLAN.with(new PolicyNames("100m", "50m"));
    assertThat(changes(NAMED, same, "juniper"))
        .containsExactly("ERX-Service-Deactivate += 20m", "ERX-Service-Activate:2 += 50m");
    assertThat(changes(NAMED, PLAN.with(PolicyNames.both("svc(1,2)")), "juniper"))
        .containsExactly(
            "ERX-Service-Deactivate += 100m",
            "ERX-Service-Deactivate += 20m",
            "ERX-Service-Activate:1 += svc(1,2)");
    assertThat(changes(NAMED, NAMED, "juniper"))
        .singleElement()
        .asString()
        .contains("names other than those before");
    assertThat(changes(NAMED, same, "juniper", "form=policy"))
        .containsExactly("ERX-Ingress-Policy-Name := 50m", "ERX-Egress-Policy-Name := 100m");
  }

  @Test
  void what_is_tagged_does_not_replace_what_a_session_has() {
    Rendering whole = RENDERERS.find("juniper", Map.of()).render(NAMED);
    assertThat(whole.replacing().faults())
        .extracting(Fault::toString)
        .hasSize(2)
        .allMatch(line -> line.contains("replaces the one before"));
  }

  @Test
  void juniper_activates_one_service_for_both_directions_or_one_for_each() {
    assertThat(attributes(PLAN.with(PolicyNames.both("svc-20m-100m(args)")), "juniper"))
        .containsExactly("ERX-Service-Activate:1 += svc-20m-100m(args)");
    assertThat(attributes(NAMED, "juniper"))
        .containsExactly("ERX-Service-Activate:1 += 100m", "ERX-Service-Activate:2 += 20m");
    assertThat(attributes(NAMED, "juniper", "form=policy"))
        .containsExactly("ERX-Ingress-Policy-Name := 20m", "ERX-Egress-Policy-Name := 100m");
    assertThat(attributes(NAMED, "juniper", "form=policy_dual"))
        .containsExactly(
            "ERX-Ingress-Policy-Name := 20m",
            "ERX-Egress-Policy-Name := 100m",
            "ERX-IPv6-Ingress-Policy-Name := 20m",
            "ERX-IPv6-Egress-Policy-Name := 100m");
    assertThat(attributes(ONE, "juniper", "form=qos_profile"))
        .containsExactly("ERX-Qos-Profile-Name := gold");
  }

  @Test
  void huawei_and_zte_may_be_told_names() {
    assertThat(attributes(ONE, "huawei", "by=qos_profile"))
        .containsExactly("Huawei-Qos-Profile-Name := gold");
    assertThat(attributes(NAMED, "zte", "by=qos_profile"))
        .containsExactly("ZTE-QOS-Profile-Up := 20m", "ZTE-QoS-Profile-Down := 100m");
  }

  @ParameterizedTest
  @CsvSource({"huawei, by=qos_profile, 63", "juniper, form=policy, 200"})
  void a_name_is_as_long_as_its_attribute_holds(String id, String option, int most) {
    assertThat(attributes(PLAN.with(PolicyNames.both("n".repeat(most))), id, option)).isNotEmpty();
    if (most < 200) {
      assertThat(faults(PLAN.with(PolicyNames.both("n".repeat(most + 1))), id, option)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cisco, form=policy",
    "juniper, form=service",
    "juniper, form=qos_profile",
    "huawei, by=qos_profile",
    "zte, by=qos_profile"
  })
  void a_profile_without_names_is_refused_where_names_are_told(String id, String option) {
    assertThat(faults(PLAN, id, option)).singleElement().asString().contains("policies");
  }

  @ParameterizedTest
  @CsvSource({"huawei, by=qos_profile", "juniper, form=qos_profile"})
  void two_names_are_refused_where_one_attribute_holds_both_directions(String id, String option) {
    assertThat(faults(NAMED, id, option)).singleElement().asString().contains("one name");
  }

  @Test
  void names_that_the_server_would_rewrite_are_refused() {
    assertThat(faults(PLAN.with(PolicyNames.both("`id`")), "juniper")).hasSize(1);
  }

  @Test
  void nokia_is_told_kilobits_in_a_text() {
    assertThat(attributes(PLAN, "nokia"))
        .containsExactly(
            "Alc-Subscriber-QoS-Override += i:q:1:pir=20000",
            "Alc-Subscriber-QoS-Override += e:r:rate=100000");
    assertThat(
            attributes(
                PLAN, "nokia", "download=queue", "download_id=8", "upload=policer", "upload_id=63"))
        .containsExactly(
            "Alc-Subscriber-QoS-Override += i:p:63:pir=20000",
            "Alc-Subscriber-QoS-Override += e:q:8:pir=100000");
    assertThat(attributes(PLAN, "nokia", "download=arbiter", "upload=arbiter"))
        .containsExactly(
            "Alc-Subscriber-QoS-Override += i:a:root:rate=20000",
            "Alc-Subscriber-QoS-Override += e:a:root:rate=100000");
  }

  @Test
  void nokia_has_no_more_queues_than_it_has() {
    assertThatThrownBy(() -> attributes(PLAN, "nokia", "download=queue", "download_id=9"))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("download_id");
    assertThatThrownBy(() -> attributes(PLAN, "nokia", "upload_id=33"))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("upload_id");
  }

  @Test
  void accel_ppp_is_told_the_download_first() {
    assertThat(attributes(PLAN, "accel_ppp")).containsExactly("Filter-Id := 100000/20000");
    assertThat(attributes(PLAN, "accel_ppp", "multiplier=1000", "attribute=Framed-Pool"))
        .containsExactly("Framed-Pool := 100/20");
    assertThat(faults(PLAN, "accel_ppp", "multiplier=40000"))
        .hasSize(2)
        .allMatch(line -> line.contains("a multiple of 40000 kbit/s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mikrotik-Rate-Limit",
        "Cisco-AVPair",
        "Session-Timeout",
        "Cleartext-Password",
        "Filter-ID",
        "ERX-Service-Activate"
      })
  void an_attribute_that_accel_ppp_reads_otherwise_is_refused(String name) {
    assertThatThrownBy(() -> attributes(PLAN, "accel_ppp", "attribute=" + name))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining(name);
  }
}
