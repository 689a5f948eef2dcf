package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.runtime.Isp;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import io.ispkit.testkit.netbox.AddressObject;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * RADIUS tables in a PostgreSQL of their own, a NetBox and a GenieACS with routers, and the program
 * configured for them; and hands that change all of it behind the program's back.
 */
final class ThreeSystems implements AutoCloseable {

  private final TestDatabase radius = TestDatabases.postgresql();
  private final FakeNetBox netbox = new FakeNetBox();
  private final FakeGenieAcs acs = new FakeGenieAcs();
  private final Map<String, FakeCpe> routers = new HashMap<>();
  private final Place place;
  private final Path folder;

  /**
   * Starts them.
   *
   * @param count of routers, {@code SN-c0000} and so on
   */
  ThreeSystems(Path folder, int count) {
    this.folder = folder;
    netbox.prefix("100.64.0.0/22", "acme");
    netbox.tenant("beta");
    for (int i = 0; i < count; i++) {
      String serial = String.format(Locale.ROOT, "SN-c%04d", i);
      routers.put(serial, acs.add(FakeCpe.tr098(serial)));
    }
    place =
        Place.fresh(
            "postgresql",
            folder,
            shipped -> subscribers(Remote.config(netbox.uri(), acs.uri()).apply(shipped)));
  }

  private String subscribers(String config) {
    return Remote.replace(
        config,
        "  subscribers:\n    adapter: freeradius\n",
        """
          subscribers:
            adapter: freeradius
            options:
              url: "%s"
              username: %s
              password: "%s"
              create_schema: if_missing
        """
            .formatted(
                radius.url().replaceFirst("[?].*", ""), radius.username(), radius.password()));
  }

  /** Lets the program make services of all orders. */
  void fulfil(ObjectNode orders) {
    Path file = OrderFiles.write(folder.resolve("orders.json"), orders);
    Ran ran = place.run("--orders", file, "--installed", "--json");
    assertThat(ran.code()).as(ran.told()).isZero();
  }

  /** The backend as the program configures it. */
  Isp open() {
    return new Backend(place.config(), place.data()).open(false);
  }

  Provisioned service(String serial) {
    return place.dump().rows("isp.service").stream()
        .filter(row -> serial.equals(row.get("device_serial")))
        .map(
            row ->
                new Provisioned(
                    row.get("id"),
                    row.get("username"),
                    row.get("address"),
                    row.get("dns_name"),
                    serial))
        .findFirst()
        .orElseThrow();
  }

  FakeNetBox netbox() {
    return netbox;
  }

  FakeGenieAcs acs() {
    return acs;
  }

  FakeCpe router(String serial) {
    FakeCpe router = routers.get(serial);
    if (router == null) {
      throw new IllegalArgumentException("no router " + serial);
    }
    return router;
  }

  /** The object of a service's address. */
  AddressObject address(Provisioned service) {
    return netbox.addresses().stream()
        .filter(object -> object.address().startsWith(service.address() + "/"))
        .findFirst()
        .orElseThrow();
  }

  /** Moves an address object to another tenant and name, as an administrator would. */
  void rename(AddressObject object, String tenant, String dnsName) {
    netbox.replace(
        new AddressObject(
            object.id(),
            object.address(),
            object.vrf(),
            tenant,
            object.status(),
            dnsName,
            object.description(),
            object.tags(),
            object.customFields(),
            object.version() + 1000));
  }

  /** Deletes an address object, as an administrator would. */
  void delete(AddressObject object) throws Exception {
    URI uri = netbox.uri().resolve("/api/ipam/ip-addresses/" + object.id() + "/");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + FakeNetBox.TOKEN)
            .DELETE()
            .build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(204);
  }

  /** Changes the backend's own tables. */
  void backend(String sql) {
    place.execute(sql);
  }

  /** Changes RADIUS tables; exactly so many rows. */
  void radius(int rows, String sql) {
    try (Connection connection = radius.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    netbox.close();
    acs.close();
  }
}
