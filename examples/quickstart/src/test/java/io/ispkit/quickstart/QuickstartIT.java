package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.quickstart.Outbox.Mail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The shipped orders on the shipped configuration. */
@TestInstance(Lifecycle.PER_CLASS)
class QuickstartIT {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The step table of the main job. */
  private static final Map<String, List<String>> RETURNED =
      Map.of(
          "site_survey",
          List.of(
              "survey_id,status,completed,scheduled_date,completed_at,data,serviceability,notes"
                  .split(",")),
          "network",
          List.of(
              ("service_id,ip_address,subnet,gateway,vlan_id,username,bandwidth_plan,"
                      + "service_location,netbox_ip_id,dns_name,allocation_method,status")
                  .split(",")),
          "radius",
          List.of(
              ("username,bandwidth_profile,download_rate_kbps,upload_rate_kbps,static_ip,"
                      + "radcheck_id,radreply_ids,status")
                  .split(",")),
          "installation",
          List.of(
              ("installation_id,ticket_id,ticket_number,customer_id,installation_address,"
                      + "technician_id,scheduled_date,status,priority,created_at,sla_due_date")
                  .split(",")),
          "cpe",
          List.of(
              ("device_id,device_serial,config_template,device_info,tasks_created,parameters_set,"
                      + "wifi_configured,status,provisioning_status")
                  .split(",")),
          "activation",
          List.of(
              ("service_id,customer_id,customer_email,status,activated_at,subscription_activated,"
                      + "billing_started,activation_notes")
                  .split(",")),
          "notification",
          List.of("message_id,channel,provider,status".split(",")));

  @TempDir static Path temporary;
  private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
  private Path data;
  private Ran first;
  private Dump after;
  private LocalDate day;

  @BeforeAll
  void run() {
    data = temporary.resolve("shipped");
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("io.ispkit");
    List<Level> before = new ArrayList<>();
    before.add(root.getLevel());
    before.add(ours.getLevel());
    logs.start();
    root.addAppender(logs);
    root.iteratorForAppenders().forEachRemaining(a -> silence(a, true));
    root.setLevel(Level.DEBUG);
    ours.setLevel(Level.DEBUG);
    day = LocalDate.now(Clock.system(BERLIN));
    try {
      first = Ran.quickstart("--data", data, "--json");
    } finally {
      root.setLevel(before.get(0));
      ours.setLevel(before.get(1));
      root.detachAppender(logs);
      root.iteratorForAppenders().forEachRemaining(a -> silence(a, false));
    }
    after = Dump.of(data);
  }

  /** Debug lines go to our list only. */
  private void silence(ch.qos.logback.core.Appender<ILoggingEvent> appender, boolean silent) {
    if (appender != logs) {
      appender.clearAllFilters();
      if (silent) {
        ch.qos.logback.classic.filter.ThresholdFilter warnings =
            new ch.qos.logback.classic.filter.ThresholdFilter();
        warnings.setLevel("WARN");
        warnings.start();
        appender.addFilter(warnings);
      }
    }
  }

  @Test
  void ends_well_with_20_pending_and_5_refused_orders() {
    assertThat(first.code()).as(first.told()).isZero();
    assertThat(first.states()).as(first.told()).isEqualTo(Map.of("pending", 20L, "refused", 5L));
    List<JsonNode> orders = first.orders();
    assertThat(orders)
        .filteredOn(order -> order.path("state").asText().equals("refused"))
        .extracting(order -> order.path("customer_id").asText())
        .containsExactly("cust-112", "cust-118", "cust-119", "cust-122", "cust-123");
    assertThat(orders)
        .allSatisfy(
            order -> {
              if (order.path("state").asText().equals("refused")) {
                assertThat(order.path("reason").asText()).as(order.toString()).isNotBlank();
              }
            });
    assertThat(orders.get(22).path("state").asText()).isEqualTo("pending");
    assertThat(orders.get(24).path("state").asText()).isEqualTo("refused");
    assertThat(orders.get(24).path("reason").asText()).contains("HW-12340000");
    assertThat(orders.get(21).path("reason").asText()).contains("192.0.2.7");
  }

  @Test
  void returns_every_field_of_every_step() {
    for (JsonNode order : pending()) {
      JsonNode steps = order.path("steps");
      assertThat(names(steps))
          .containsExactly(
              "site_survey",
              "network",
              "radius",
              "installation",
              "cpe",
              "activation",
              "notification");
      RETURNED.forEach(
          (step, fields) -> assertThat(names(steps.path(step))).as(step).containsAll(fields));
      assertThat(steps.path("network").path("allocation_method").asText()).isEqualTo("pool");
      assertThat(steps.path("cpe").path("provisioning_status").asText()).isEqualTo("pending");
      assertThat(steps.path("activation").path("status").asText()).isEqualTo("active");
      assertThat(steps.path("activation").path("subscription_activated").asBoolean()).isTrue();
      assertThat(steps.path("activation").path("billing_started").asBoolean()).isTrue();
    }
  }

  @Test
  void writes_nothing_for_a_refused_order_but_its_run() {
    Set<String> refused = Set.of("cust-112", "cust-118", "cust-119", "cust-122");
    Dump rows = after.where(row -> refused.contains(row.getOrDefault("customer_id", "")));
    assertThat(rows.tables().keySet()).isSubsetOf("isp.survey", "isp.subscription");
    assertThat(after.rows("isp.service")).hasSize(20);
    assertThat(after.column("isp.address", "operation_id")).hasSize(20);
    assertThat(after.rows("radius.isp_subscriber")).hasSize(20);
    assertThat(after.rows("isp.ticket")).hasSize(20);
    assertThat(after.rows("isp.activation")).hasSize(20);
    assertThat(after.rows("isp.device_configuration")).hasSize(20);
    assertThat(after.rows("isp.communication_logs")).hasSize(20);
    assertThat(after.rows("isp.lane_dead")).isEmpty();
  }

  @Test
  void gives_each_service_an_address_of_its_own() {
    List<String> addresses = strings("network", "ip_address");
    assertThat(addresses)
        .doesNotHaveDuplicates()
        .allMatch(address -> address.startsWith("100.64."))
        .doesNotContain("100.64.0.0", "100.64.0.1", "100.64.3.255");
    assertThat(step("cust-106", "network").path("ip_address").asText()).isEqualTo("100.64.0.50");
    assertThat(strings("network", "gateway")).containsOnly("100.64.0.1");
    assertThat(step("cust-105", "network").path("vlan_id").asInt()).isEqualTo(200);
    assertThat(step("cust-111", "network").path("vlan_id").asInt()).isEqualTo(300);
  }

  @Test
  void gives_two_customers_of_one_mailbox_name_different_user_names() {
    assertThat(strings("network", "username"))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.equals(name.toLowerCase(java.util.Locale.ROOT)));
    String one = step("cust-103", "network").path("username").asText();
    String other = step("cust-104", "network").path("username").asText();
    assertThat(one).startsWith("anna");
    assertThat(other).startsWith("anna").isNotEqualTo(one);
  }

  @Test
  void writes_radius_rows_as_freeradius_wants_them() {
    for (JsonNode order : pending()) {
      JsonNode radius = order.path("steps").path("radius");
      String username = radius.path("username").asText();
      List<Map<String, String>> checks =
          after.rows("radius.radcheck").stream()
              .filter(row -> username.equals(row.get("username")))
              .toList();
      assertThat(checks).hasSize(1);
      assertThat(checks.get(0))
          .containsEntry("attribute", "Cleartext-Password")
          .containsEntry("op", ":=")
          .containsEntry("id", radius.path("radcheck_id").asText());
      assertThat(checks.get(0).get("value")).hasSizeGreaterThanOrEqualTo(22);
      Map<String, String> replies =
          after.rows("radius.radreply").stream()
              .filter(row -> username.equals(row.get("username")))
              .collect(Collectors.toMap(row -> row.get("attribute"), row -> row.get("value")));
      assertThat(replies)
          .containsEntry("Session-Timeout", "86400")
          .containsEntry("Idle-Timeout", "900")
          .containsEntry("Framed-IP-Address", radius.path("static_ip").asText())
          .containsKey("Mikrotik-Rate-Limit");
    }
    assertThat(rate("cust-104")).isEqualTo("150M/300M");
    assertThat(rate("cust-111")).isEqualTo("10M/50M");
    assertThat(after.column("radius.radcheck", "value")).doesNotHaveDuplicates();
    assertThat(after.rows("radius.radcheck")).hasSize(20);
  }

  @Test
  void sends_a_technician_in_three_days_at_ten() {
    assertThat(strings("installation", "ticket_number"))
        .doesNotHaveDuplicates()
        .allMatch(number -> number.matches("TCK-\\d{8}-[0-9A-Z]{4,}"));
    for (String scheduled : strings("installation", "scheduled_date")) {
      ZonedDateTime local = OffsetDateTime.parse(scheduled).atZoneSameInstant(BERLIN);
      assertThat(local.toLocalTime()).isEqualTo(LocalTime.of(10, 0));
      assertThat(local.toLocalDate()).isBetween(day.plusDays(3), day.plusDays(4));
    }
    Map<String, Integer> load = new HashMap<>();
    strings("installation", "technician_id").forEach(id -> load.merge(id, 1, Integer::sum));
    assertThat(load.values()).as("visits by technician").allMatch(visits -> visits >= 6);
    assertThat(strings("installation", "status")).containsOnly("completed");
  }

  @Test
  void writes_one_mail_for_each_activated_service_in_the_customers_language() {
    List<Mail> mails = Outbox.read(data.resolve("outbox"));
    assertThat(mails).hasSize(20);
    assertThat(mails)
        .allSatisfy(
            mail -> {
              assertThat(mail.to()).hasSize(1);
              assertThat(mail.from()).isEqualTo("Acme Fibre <service@acme.example>");
              assertThat(mail.headerNames())
                  .containsExactlyInAnyOrder(
                      "Date",
                      "From",
                      "To",
                      "Subject",
                      "Message-ID",
                      "Auto-Submitted",
                      "Content-Language",
                      "MIME-Version",
                      "Content-Type");
              assertThat(mail.parts()).containsKeys("text/plain", "text/html");
            });
    Mail german = mailTo(mails, "juergen.gross@example.com");
    assertThat(german.language()).isEqualTo("de");
    assertThat(german.subject()).isEqualTo("Ihr Internetanschluss ist aktiv");
    assertThat(german.text()).contains("Jürgen Groß", "100", "50");
    Mail english = mailTo(mails, "tom.oneill@example.com");
    assertThat(english.language()).isEqualTo("en");
    assertThat(english.text())
        .contains("Tom O'Neill", step("cust-108", "network").path("ip_address").asText());
    assertThat(strings("notification", "status")).containsOnly("sent");
    assertThat(strings("notification", "provider")).containsOnly("file");
  }

  @Test
  void shows_no_secret_anywhere() {
    List<String> secrets = new ArrayList<>(after.column("radius.radcheck", "value"));
    assertThat(secrets).hasSize(20);
    secrets.add("correct horse");
    secrets.add("fresh bread daily");
    List<String> said = new ArrayList<>(List.of(first.out(), first.err()));
    for (ILoggingEvent event : List.copyOf(logs.list)) {
      said.add(
          event.getLoggerName()
              + ": "
              + event.getFormattedMessage()
              + event.getMDCPropertyMap()
              + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    Outbox.read(data.resolve("outbox")).forEach(mail -> said.addAll(mail.parts().values()));
    assertThat(said).hasSizeGreaterThan(100);
    assertThat(said).noneMatch(text -> secrets.stream().anyMatch(text::contains));
  }

  @Test
  void changes_nothing_when_run_again_and_says_so() {
    Map<String, String> outbox = Outbox.files(data.resolve("outbox"));
    Ran again = Ran.quickstart("--data", data);
    assertThat(again.code()).as(again.told()).isZero();
    assertThat(again.out()).contains("Nothing new", "20 pending", "5 refused");
    assertThat(Dump.of(data)).isEqualTo(after);
    assertThat(Outbox.files(data.resolve("outbox"))).isEqualTo(outbox);
  }

  @Test
  void shows_passwords_when_asked_to() {
    Ran again = Ran.quickstart("--data", data, "--json", "--show-passwords");
    assertThat(again.code()).as(again.told()).isZero();
    Map<String, String> passwords = new HashMap<>();
    after
        .rows("radius.radcheck")
        .forEach(row -> passwords.put(row.get("username"), row.get("value")));
    for (JsonNode order : again.orders()) {
      String username = order.path("steps").path("radius").path("username").asText();
      if (order.path("state").asText().equals("pending")) {
        assertThat(order.at("/steps/radius/password").asText()).isEqualTo(passwords.get(username));
      }
    }
    assertThat(Dump.of(data)).isEqualTo(after);
  }

  private List<JsonNode> pending() {
    return first.orders().stream()
        .filter(order -> order.path("state").asText().equals("pending"))
        .toList();
  }

  /** What a step returned for the first order of a customer. */
  private JsonNode step(String customer, String step) {
    return pending().stream()
        .filter(order -> order.path("customer_id").asText().equals(customer))
        .findFirst()
        .orElseThrow()
        .path("steps")
        .path(step);
  }

  private List<String> strings(String step, String field) {
    return pending().stream()
        .map(order -> order.path("steps").path(step).path(field).asText())
        .toList();
  }

  private String rate(String customer) {
    String username = step(customer, "radius").path("username").asText();
    return after.rows("radius.radreply").stream()
        .filter(row -> username.equals(row.get("username")))
        .filter(row -> "Mikrotik-Rate-Limit".equals(row.get("attribute")))
        .map(row -> row.get("value"))
        .collect(Collectors.joining());
  }

  private static Mail mailTo(List<Mail> mails, String address) {
    return mails.stream().filter(mail -> mail.to().contains(address)).findFirst().orElseThrow();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
