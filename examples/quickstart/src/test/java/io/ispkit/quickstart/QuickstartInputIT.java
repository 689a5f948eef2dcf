package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program makes of its arguments, files and configuration. */
class QuickstartInputIT {

  @TempDir Path temporary;

  @Test
  void orders_of_ones_own_wait_for_the_technician_and_go_on_when_he_was_there() {
    Path data = temporary.resolve("data");
    Path orders = OrderFiles.write(temporary.resolve("mine.json"), OrderFiles.generated("acme", 3));

    Ran waiting = Ran.quickstart("--data", data, "--orders", orders, "--json");
    assertThat(waiting.code()).as(waiting.told()).isZero();
    assertThat(waiting.states()).isEqualTo(Map.of("waiting", 3L));
    assertThat(Outbox.files(data.resolve("outbox"))).isEmpty();
    Dump before = Dump.of(data);
    assertThat(before.rows("isp.activation")).isEmpty();

    Ran still = Ran.quickstart("--data", data, "--orders", orders);
    assertThat(still.code()).as(still.told()).isZero();
    assertThat(still.out()).contains("Nothing new", "3 waiting");
    assertThat(Dump.of(data)).isEqualTo(before);

    Ran finished = Ran.quickstart("--data", data, "--orders", orders, "--json", "--installed");
    assertThat(finished.code()).as(finished.told()).isZero();
    assertThat(finished.states()).isEqualTo(Map.of("pending", 3L));
    assertThat(Outbox.read(data.resolve("outbox"))).hasSize(3);
  }

  @Test
  void the_same_address_twice_or_a_foreign_one_is_refused_with_the_reason() {
    var book = OrderFiles.generated("acme", 2);
    book.path("orders")
        .forEach(
            order ->
                ((com.fasterxml.jackson.databind.node.ObjectNode) order.path("context"))
                    .put("static_ip", "100.64.0.77"));
    Path orders = OrderFiles.write(temporary.resolve("same.json"), book);

    Ran ran =
        Ran.quickstart(
            "--data", temporary.resolve("data"), "--orders", orders, "--json", "--installed");
    assertThat(ran.code()).as(ran.told()).isZero();
    assertThat(ran.states()).isEqualTo(Map.of("pending", 1L, "refused", 1L));
    assertThat(ran.orders())
        .filteredOn(order -> order.path("state").asText().equals("refused"))
        .allSatisfy(order -> assertThat(order.path("reason").asText()).contains("100.64.0.77"));
  }

  @Test
  void arguments_that_make_no_sense_are_named() {
    for (String argument : new String[] {"--nonsense", "extra", "--data", "--patience=soon"}) {
      Ran ran = Ran.quickstart(argument);
      assertThat(ran.code()).as(argument).isEqualTo(2);
      assertThat(ran.err()).as(argument).isNotBlank().doesNotContain("\tat ");
      assertThat(ran.out()).as(argument).isEmpty();
    }
  }

  @Test
  void help_goes_to_standard_output() {
    Ran ran = Ran.quickstart("--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("--orders", "--config", "--data", "--plan", "--json");
    assertThat(ran.out()).contains("--installed", "--show-passwords");
  }

  @Test
  void files_that_are_not_there_are_named_and_nothing_is_written() {
    Path missing = temporary.resolve("missing");
    refused(Ran.quickstart("--data", data(), "--orders", missing), "missing");
    refused(Ran.quickstart("--data", data(), "--orders", temporary), "--orders");
    refused(Ran.quickstart("--data", data(), "--config", missing), "missing");
    refused(Ran.quickstart("--data", data(), "--plan", "--orders", missing), "missing");
  }

  @Test
  void every_fault_of_an_orders_file_is_named_and_nothing_is_written() {
    Path orders =
        OrderFiles.write(
            temporary.resolve("bad.json"),
            OrderFiles.generated("acme", 2)
                .toString()
                .replace("\"vlan\":100", "\"vlan\":5000")
                .replace("SN-c0001", "*")
                .replace("\"language\":\"de\"", "\"language\":\"Deutsch\""));
    Ran ran = Ran.quickstart("--data", data(), "--orders", orders);
    refused(ran, "plans[0].vlan", "orders[1].context.cpe_serial", "customers[1].language");

    Path unknown =
        OrderFiles.write(
            temporary.resolve("unknown.json"),
            OrderFiles.generated("acme", 2)
                .toString()
                .replace("\"customer_id\":\"c0001\",\"service", "\"customer_id\":\"x9\",\"service")
                .replace("\"bandwidth_plan\":\"fiber_300mbps\"", "\"bandwidth_plan\":\"dsl\""));
    refused(
        Ran.quickstart("--data", data(), "--orders", unknown),
        "orders[0].context.bandwidth_plan",
        "orders[1].context.bandwidth_plan",
        "orders[1].context.customer_id",
        "x9");
  }

  @Test
  void every_fault_of_a_configuration_is_named_and_nothing_is_written() {
    Path config =
        OrderFiles.write(
            temporary.resolve("bad.yaml"),
            OrderFiles.embedded("zone: Europe/Berlin", "zone: Europe/Berlln")
                .replace("language: en", "langage: en")
                .replace("provider: file", "provider: pigeon")
                .replace("adapter: kept", "adapter: telepathy"));
    refused(
        Ran.quickstart("--data", data(), "--config", config),
        "zone",
        "langage",
        "language",
        "channels.email.provider",
        "telepathy");
  }

  @Test
  void options_that_an_adapter_refuses_are_named_and_nothing_is_written() {
    Path config =
        OrderFiles.write(
            temporary.resolve("adapter.yaml"),
            OrderFiles.embedded("prefixes: [ 100.64.0.0/22 ]", "prefixes: [ 100.64.0.0/40 ]"));
    refused(Ran.quickstart("--data", data(), "--config", config), "prefixes", "100.64.0.0/40");
  }

  @Test
  void everything_that_adapters_providers_and_orders_have_wrong_is_named_at_once()
      throws IOException {
    String channels =
        """
        provider: smtp
              options: { host: mail.example.net, from: nobody, username: me, directory: "${data:outbox}" }
            sms:
              provider: file
              options:
        """;
    Path config =
        OrderFiles.write(
            temporary.resolve("wrong.yaml"),
            OrderFiles.embedded(
                    "prefixes: [ 100.64.0.0/22 ]", "prefixes: [ 10.0.0.0/8, 10.1.0.0/16 ]")
                .replace("zone: Europe/Berlin", "zone: Europe/Berlln")
                .replace(
                    "adapter: freeradius",
                    "{ adapter: freeradius, options: { password_form: nt } }")
                .replace("adapter: kept", "{ adapter: genieacs, options: { url: \"ftp://x/\" } }")
                .replace("provider: file\n      options:\n", channels.stripTrailing() + "\n")
                .replace("Acme Fibre <service@acme.example>", "Acme"));
    Path orders =
        OrderFiles.write(
            temporary.resolve("bad.json"),
            OrderFiles.generated("acme", 1).toString().replace("SN-c0000", "*"));
    String[] expected = {
      "tenant_defaults.zone",
      "tenant_defaults.addresses.options.prefixes",
      "tenant_defaults.subscribers.options.password_form",
      "tenant_defaults.devices.options.url",
      "tenant_defaults.channels.email.options.from",
      "tenant_defaults.channels.email.options.password",
      "tenant_defaults.channels.email.options.directory",
      "tenant_defaults.channels.sms.options.from",
      "orders[0].context.cpe_serial"
    };
    refused(Ran.quickstart("--data", data(), "--config", config, "--orders", orders), expected);
    refused(
        Ran.quickstart("--data", data(), "--config", config, "--orders", orders, "--plan"),
        expected);
    Files.createDirectories(data());
    Ran there = Ran.quickstart("--data", data(), "--config", config, "--orders", orders);
    assertThat(there.code()).as(there.told()).isEqualTo(2);
    try (var files = Files.list(data())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void what_a_tenant_has_no_section_for_is_named_with_orders_that_refer_to_nothing() {
    Path config =
        OrderFiles.write(
            temporary.resolve("bare.yaml"),
            OrderFiles.embedded("adapter: pool", "adapter: netbox")
                .replace("tenant_defaults:", "tenant_defaults: {}\nx-rest:"));
    Path orders =
        OrderFiles.write(
            temporary.resolve("nobody.json"),
            OrderFiles.generated("acme", 1)
                .toString()
                .replace(
                    "\"customer_id\":\"c0000\",\"service", "\"customer_id\":\"x9\",\"service"));
    refused(
        Ran.quickstart("--data", data(), "--config", config, "--orders", orders),
        "addresses.options.prefixes",
        "orders[0].context.customer_id");
  }

  @Test
  void a_fallback_without_a_pool_is_named_with_all_else() {
    Path config =
        OrderFiles.write(
            temporary.resolve("fallback.yaml"),
            Remote.config(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:1/"))
                .apply(OrderFiles.embedded("zone: Europe/Berlin", "zone: Nowhere"))
                .replace("token:", "fallback: pool\n      token:"));
    refused(
        Ran.quickstart("--data", data(), "--config", config),
        "tenant_defaults.zone",
        "tenant_defaults.addresses.fallback");
  }

  @Test
  void a_tenant_that_is_not_configured_is_named_and_nothing_is_written_into_the_directory()
      throws IOException {
    Path config =
        OrderFiles.write(
            temporary.resolve("others.yaml"),
            OrderFiles.embedded("accept_any_tenant: true", "tenants: { beta: {} }"));
    refused(Ran.quickstart("--data", data(), "--config", config), "acme", "beta");
    Files.createDirectories(data());
    Ran there = Ran.quickstart("--data", data(), "--config", config);
    assertThat(there.code()).as(there.told()).isEqualTo(2);
    try (var files = Files.list(data())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_configuration_that_is_no_yaml_or_names_no_database_is_refused() {
    Path broken = OrderFiles.write(temporary.resolve("broken.yaml"), "database: [ {");
    refused(Ran.quickstart("--data", data(), "--config", broken), "broken.yaml");
    Path odd =
        OrderFiles.write(
            temporary.resolve("odd.yaml"), OrderFiles.embedded("jdbc:h2:file:", "jdbc:sqlite:"));
    refused(Ran.quickstart("--data", data(), "--config", odd), "database.url");
    Path outside =
        OrderFiles.write(
            temporary.resolve("outside.yaml"), OrderFiles.embedded("${data:isp}", "${data:../x}"));
    refused(Ran.quickstart("--data", data(), "--config", outside), "data");
  }

  @Test
  void an_h2_database_that_would_lose_commits_is_refused_with_the_reason() {
    Path config =
        OrderFiles.write(
            temporary.resolve("lossy.yaml"),
            OrderFiles.embedded("${data:isp}", "${data:isp};WRITE_DELAY=500"));
    refused(
        Ran.quickstart("--data", data(), "--config", config),
        "database.url",
        "WRITE_DELAY=500 loses");
  }

  private Path data() {
    return temporary.resolve("data");
  }

  private void refused(Ran ran, String... named) {
    assertThat(ran.code()).as(ran.told()).isEqualTo(2);
    assertThat(ran.err()).contains(named).doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
    assertThat(Files.exists(data())).as("a data directory").isFalse();
  }
}
