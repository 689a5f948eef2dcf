package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.interop.InteropServer;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same program, by another configuration alone: PostgreSQL, FreeRADIUS, NetBox, GenieACS, SMTP.
 */
@Tag("interop")
class RealPartsIT {

  private static final int ORDERS = 4;
  private static final String GATEWAY = "100.64.8.1/24";

  @TempDir Path temporary;

  @Test
  void orders_become_services_that_a_radius_server_lets_in() throws Exception {
    try (InteropServer tables = InteropServer.start("postgresql");
        InteropServer radius = InteropServer.start("freeradius", "postgresql", "" + tables.port());
        InteropServer exim = InteropServer.start("exim");
        FakeNetBox netbox = new FakeNetBox();
        FakeGenieAcs acs = new FakeGenieAcs()) {
      netbox.prefix("100.64.8.0/24", "acme");
      for (int i = 0; i < ORDERS; i++) {
        acs.add(FakeCpe.tr098("SN-c000" + i));
      }
      UnaryOperator<String> remote = Remote.config(netbox.uri(), acs.uri());
      Place place =
          Place.fresh(
              "postgresql",
              temporary,
              shipped -> mail(subscribers(remote.apply(shipped), tables), exim));
      Path orders =
          OrderFiles.write(temporary.resolve("orders.json"), OrderFiles.generated("acme", ORDERS));

      Ran ran = place.run("--orders", orders, "--installed", "--json", "--show-passwords");

      assertThat(ran.code()).as(ran.told()).isZero();
      assertThat(ran.states()).as(ran.told()).isEqualTo(Map.of("deployed", (long) ORDERS));
      for (JsonNode order : ran.orders()) {
        logsIn(order, radius.port());
        arrives(order, exim.directory().resolve("mail/new"));
      }
      holds(netbox, ran.orders());
      assertThat(place.dump().rows("radius.radcheck")).isEmpty();
    }
  }

  /** Every order's address, and the gateway, which NetBox gave first: it is nobody's. */
  private static void holds(FakeNetBox netbox, List<JsonNode> orders) {
    assertThat(netbox.addresses())
        .filteredOn(address -> address.status().equals("active"))
        .extracting(AddressObject::address)
        .containsExactlyInAnyOrderElementsOf(
            orders.stream()
                .map(order -> order.at("/steps/network/ip_address").asText() + "/24")
                .toList());
    assertThat(netbox.addresses())
        .filteredOn(address -> !address.status().equals("active"))
        .extracting(AddressObject::address, AddressObject::status)
        .containsExactly(tuple(GATEWAY, "reserved"));
  }

  private static String subscribers(String config, InteropServer tables) {
    return Remote.replace(
        config,
        "  subscribers:\n    adapter: freeradius\n",
        """
          subscribers:
            adapter: freeradius
            options:
              url: "jdbc:postgresql://127.0.0.1:%d/radius"
              username: postgres
              create_schema: if_missing
        """
            .formatted(tables.port()));
  }

  private static String mail(String config, InteropServer exim) {
    return Remote.replace(
        config,
        """
              provider: file
              options:
                directory: "${data:outbox}"
                from: "Acme Fibre <service@acme.example>"
        """,
        """
              provider: smtp
              options:
                host: localhost
                port: %d
                username: billing@isp.test
                password: s3cret
                trusted_certificates: %s
                from: billing@isp.test
        """
            .formatted(exim.port() + 1, exim.directory().resolve("cert.pem")));
  }

  private static void logsIn(JsonNode order, int port) throws Exception {
    JsonNode network = order.path("steps").path("network");
    String username = network.path("username").asText();
    String password = order.at("/steps/radius/password").asText();
    String accepted = radclient(port, username, password);
    assertThat(accepted)
        .contains(
            "Access-Accept",
            "Mikrotik-Rate-Limit = \"150M/300M\"",
            "Framed-IP-Address = " + network.path("ip_address").asText(),
            "Session-Timeout = 86400",
            "Idle-Timeout = 900");
    assertThat(radclient(port, username, password + "x")).contains("Access-Reject");
  }

  private static String radclient(int port, String username, String password) throws Exception {
    Process process =
        new ProcessBuilder("radclient", "-x", "127.0.0.1:" + port, "auth", "testing123")
            .redirectErrorStream(true)
            .start();
    process
        .outputWriter(StandardCharsets.UTF_8)
        .append("User-Name = \"" + username + "\"\nUser-Password = \"" + password + "\"\n")
        .close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static void arrives(JsonNode order, Path folder) {
    String email = order.path("steps").path("activation").path("customer_email").asText();
    List<String> mails =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> mailsTo(email, folder), found -> !found.isEmpty());
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0)).contains("Return-path: <billing@isp.test>", "with esmtpsa");
  }

  private static List<String> mailsTo(String email, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(RealPartsIT::text)
          .filter(mail -> mail.contains("Envelope-to: " + email))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
