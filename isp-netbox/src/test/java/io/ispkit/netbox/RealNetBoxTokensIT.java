package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.address.AddressAssignment;
import io.ispkit.core.address.Prefix;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Refusal;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the tokens of a real NetBox may, and how it refuses the rest. */
@OnRealNetBox
class RealNetBoxTokensIT extends RealSite {

  private static final String ALL = "'view','add','change','delete'";
  private static final String OWNED = "'ipam.prefix','ipam.ipaddress','ipam.iprange','ipam.vlan'";
  private static final String SHARED =
      "'ipam.vlangroup','tenancy.tenant','extras.customfield','extras.tag'";

  @Test
  void aTokenOfEitherVersionIsTaken() {
    long user = user(ALL);
    if (isBefore(4, 5)) {
      assertThat(allocates(token(user, ""))).isTrue();
      return;
    }
    String first = token(user, ",'version':1");
    assertThat(first).doesNotStartWith("nbt_");
    assertThat(allocates(first)).isTrue();
    String second = token(user, ",'version':2");
    assertThat(second).startsWith("nbt_");
    assertThat(allocates(second)).isTrue();
  }

  private boolean allocates(String token) {
    try (NetBox netBox = settings().with("token", token).open()) {
      NetBoxReport report = netBox.check().orElseThrow();
      assertThat(report.isReady()).as(report.toString()).isTrue();
      boolean old = !token.startsWith("nbt_") && !isBefore(4, 6);
      assertThat(report.toString().contains("token is of version 1")).isEqualTo(old);
      boolean done = netBox.allocate(any(null), Acme.operation("a")).isDone();
      assertThat(netBox.release(Acme.operation("a")).isDone()).isTrue();
      return done;
    }
  }

  @Test
  void whatTheTokenMayNotIsToldBeforeAndRefusedForGood() {
    refused(token(user(ALL), ",'write_enabled':false"), "permission ipam.add_ipaddress", "403");
    refused(
        token(user("'view','change','delete'"), ""),
        "permission ipam.add_ipaddress",
        "You do not have permission to perform this action");
    // What may not be seen is 403 for a whole list.
    refused(token(user("'add'"), ""), "addresses to take", "403");
  }

  @Test
  void aTokenThatIsNoneOrNoLongerOneIsRefusedInNetBoxsWords() throws InterruptedException {
    long user = user(ALL);
    Instant soon = clock().instant().plusSeconds(3);
    String expiring = token(user, ",'expires':'" + soon + "'");
    refused("0123456789012345678901234567890123456789", "", "Invalid");
    refused(token(user, ",'allowed_ips':['192.0.2.1/32']"), "", "403");
    if (!isBefore(4, 5)) {
      refused("nbt_abcdefghijkl.0123456789012345678901234567890123456789", "", "Invalid v2 token");
      refused(token(user, ",'enabled':false"), "", "Token disabled");
    }
    while (clock().instant().isBefore(soon.plusSeconds(1))) {
      Thread.sleep(100);
    }
    refused(expiring, "", "Token expired");
  }

  private void refused(String token, String lacking, String words) {
    try (NetBox netBox = settings().with("token", token).with("fallback", "pool").open()) {
      if (!lacking.isEmpty()) {
        NetBoxReport report = netBox.check().orElseThrow();
        assertThat(report.isReady()).isFalse();
        assertThat(report.toString()).contains(lacking);
      }
      Refusal refusal =
          NetBoxAllocatorTest.refusal(netBox.allocate(any(null), Acme.operation("refused")));
      assertThat(refusal.isPermanent()).isTrue();
      assertThat(refusal.code()).isEqualTo("misconfigured");
      assertThat(refusal.message()).contains("403").contains(words).doesNotContain(token);
    }
  }

  /** As where several providers share a NetBox. */
  @Test
  void aTokenThatSeesItsTenantOnlyIsEnough() {
    make(ADDRESSES, "{'address':'" + net + ".1/28'}");
    long user = make("/api/users/users/", "{'username':'%1$s','password':'Xy-%1$s-9'}");
    permit(user, "-shared", "'view'", SHARED, "null");
    permit(user, "-own", ALL, OWNED, "{'tenant__slug':'" + name + "'}");
    String token = token(user, "");
    try (NetBox netBox = settings().with("token", token).open()) {
      NetBoxReport report = netBox.check().orElseThrow();
      assertThat(report.isReady()).as(report.toString()).isTrue();
      Operation a = Acme.operation("a");
      AddressAssignment got = netBox.allocate(any(null), a).orElseThrow();
      assertThat(got.address()).isEqualTo(Prefix.address(net + ".2"));
      assertThat(code(netBox.allocate(fixed(net + ".1"), Acme.operation("b"))))
          .isEqualTo("address_taken");
      assertThat(
              netBox
                  .delegatedPrefixes()
                  .take(new DelegatedPrefixRequest(JANE, "svc-1", 0), a)
                  .isDone())
          .isTrue();
      assertThat(netBox.release(a).orElseThrow()).hasSize(1);
      assertThat(netBox.delegatedPrefixes().release(a).orElseThrow()).hasSize(1);
    }
  }

  /** A user who may do so much with what we need. */
  private long user(String actions) {
    String login = name + "-" + Integer.toHexString(actions.hashCode());
    long user =
        make("/api/users/users/", "{'username':'" + login + "','password':'Xy-" + login + "-9'}");
    permit(user, "", actions, OWNED + "," + SHARED, "null");
    return user;
  }

  private void permit(long user, String end, String actions, String types, String constraints) {
    make(
        "/api/users/permissions/",
        ("{'name':'" + name + "-" + user + end + "','enabled':true,'actions':[" + actions + "],")
            + ("'object_types':[" + types + "],'users':[" + user + "],")
            + ("'constraints':" + constraints + "}"));
  }

  private String token(long user, String more) {
    // Before 4.5 NetBox tells no token that was made over REST; so it is ours.
    String key = "%020d%020d".formatted(user, System.nanoTime());
    String own = isBefore(4, 5) ? ",'key':'" + key + "'" : "";
    String body = "{'user':" + user + more + own + "}";
    HttpResponse<String> answer =
        site().send("POST", "/api/users/tokens/", "", body.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode token = Site.json(answer);
    String secret = token.path("token").asText("");
    if (secret.isEmpty()) {
      return key;
    }
    return token.path("version").asInt() == 2
        ? "nbt_" + token.path("key").asText() + "." + secret
        : secret;
  }
}
