package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.config.Config;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.quickstart.Outbox.Mail;
import io.ispkit.quickstart.input.BadInputException;
import io.ispkit.quickstart.input.HostileOrders;
import io.ispkit.quickstart.input.OrderBook;
import io.ispkit.quickstart.input.OrderBookReader;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.module.TenantServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand files that somebody careless or hostile could send, through the whole program: it
 * refuses them, or does what they say and no more.
 */
class QuickstartHostileIT {

  private static final int FILES = 10_000;

  /** So many of those that are accepted are carried out: about 25 orders each. */
  private static final int MOST = 60;

  private static final Set<String> HEADERS =
      Set.of(
          "Date",
          "From",
          "To",
          "Subject",
          "Message-ID",
          "Auto-Submitted",
          "Content-Language",
          "MIME-Version",
          "Content-Type");

  @TempDir Path temporary;

  @Test
  void ten_thousand_hostile_files_are_refused_or_done_and_never_half_done() throws Exception {
    Map<String, byte[]> accepted = new LinkedHashMap<>();
    HostileOrders hostile =
        new HostileOrders(OrderFiles.shipped("orders.json"), new SplittableRandom(20_260_901));
    for (int i = 0; i < FILES; i++) {
      byte[] file = hostile.next();
      if (isAccepted(file)) {
        accepted.put(new String(file, StandardCharsets.UTF_8), file);
      } else {
        isRefusedAsAWhole(file);
      }
    }
    assertThat(accepted).hasSizeGreaterThan(50);
    List<byte[]> some = accepted.values().stream().limit(MOST).toList();
    runOneByOne(some.subList(0, 6));
    runTogether(some);
  }

  private static boolean isAccepted(byte[] file) {
    try {
      OrderBookReader.read("orders.json", file);
      return true;
    } catch (BadInputException e) {
      return false;
    }
  }

  private void isRefusedAsAWhole(byte[] bytes) throws IOException {
    Path file = Files.write(temporary.resolve("hostile.json"), bytes);
    Path data = temporary.resolve("refused");
    Ran ran = Ran.quickstart("--orders", file, "--data", data, "--installed");
    assertThat(ran.code()).isEqualTo(2);
    isReadable(ran.err());
    assertThat(ran.out()).isEmpty();
    assertThat(Files.exists(data)).isFalse();
  }

  private void runOneByOne(List<byte[]> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      Path file = Files.write(temporary.resolve("hostile.json"), files.get(i));
      Path data = temporary.resolve("one" + i);
      Ran ran = Ran.quickstart("--orders", file, "--data", data, "--installed", "--json");
      assertThat(ran.code()).as(ran.told()).isIn(0, 2, 3);
      isReadable(ran.err());
    }
  }

  /** Each file as a tenant of its own, so that none stands in another's way. */
  private void runTogether(List<byte[]> files) throws InterruptedException {
    Path data = temporary.resolve("together");
    List<OrderBook> books = new ArrayList<>();
    try (Isp isp = Isp.builder().config(config(files.size(), data)).open()) {
      for (int i = 0; i < files.size(); i++) {
        OrderBook book = OrderBookReader.read("orders.json", files.get(i));
        books.add(
            new OrderBook(
                new TenantId(tenant(i)),
                book.plans(),
                book.customers(),
                book.surveys(),
                book.technicians(),
                book.orders()));
      }
      List<OrderBook> started = books.stream().filter(book -> start(isp, book)).toList();
      assertThat(started).hasSizeGreaterThan(30);
      for (OrderBook book : started) {
        watch(isp, book);
      }
    }
    Dump dump = Dump.of(data);
    dump.column("isp.customer", "tenant_id").stream()
        .distinct()
        .forEach(tenant -> isWholeOrAbsent(dump.of(tenant), dump, tenant));
    List<Mail> mails = Outbox.read(data.resolve("outbox"));
    mails.forEach(mail -> isClean(mail, books));
    assertThat(mails).hasSameSizeAs(dump.rows("isp.activation"));
    radiusValuesAreHarmless(dump);
    assertThat(dump.rows("isp.lane_dead")).isEmpty();
  }

  private static boolean start(Isp isp, OrderBook book) {
    TenantServices tenant = isp.tenant(book.tenant().value());
    Fulfilment fulfilment = new Fulfilment(tenant, book);
    try {
      fulfilment.checkReferences();
    } catch (BadInputException e) {
      return false;
    }
    isp.database().transact(tx -> fulfilment.load(tx) + fulfilment.start(tx));
    return true;
  }

  private static void watch(Isp isp, OrderBook book) throws InterruptedException {
    TenantServices tenant = isp.tenant(book.tenant().value());
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    new Watch(tenant, Clock.systemUTC(), true, Duration.ofSeconds(60))
        .untilQuiet(new Fulfilment(tenant, book).orders(), new ProgressBar(nowhere, false, 1));
  }

  private static void isWholeOrAbsent(Dump rows, Dump all, String tenant) {
    int active = rows.rows("isp.activation").size();
    String realm = "@" + tenant + ".test";
    assertThat(rows.column("isp.workflow_run", "run_state"))
        .as(tenant)
        .allMatch(state -> Set.of("COMPLETED", "REFUSED").contains(state.toUpperCase(Locale.ROOT)));
    for (String table :
        List.of(
            "isp.service",
            "isp.installation",
            "isp.ticket",
            "isp.billing_period",
            "isp.device_configuration",
            "isp.communication_logs",
            "radius.isp_subscriber")) {
      assertThat(rows.rows(table)).as(tenant + " " + table).hasSize(active);
    }
    assertThat(rows.column("isp.address", "operation_id")).as(tenant).hasSize(active);
    assertThat(
            all.where(row -> String.valueOf(row.get("username")).endsWith(realm))
                .rows("radius.radcheck"))
        .as(tenant)
        .hasSize(active);
  }

  private static void isClean(Mail mail, List<OrderBook> books) {
    assertThat(mail.headerNames()).doesNotHaveDuplicates();
    assertThat(HEADERS).as(mail.raw()).containsAll(mail.headerNames());
    assertThat(mail.to()).hasSize(1);
    Set<String> known =
        books.stream()
            .flatMap(book -> book.customers().stream())
            .map(customer -> customer.email())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(mail.to());
    assertThat(mail.from()).isEqualTo("Acme Fibre <service@acme.example>");
  }

  private static void radiusValuesAreHarmless(Dump dump) {
    for (String table : List.of("radius.radcheck", "radius.radreply")) {
      for (String column : List.of("username", "value")) {
        assertThat(dump.column(table, column))
            .as(table + "." + column)
            .isNotEmpty()
            .noneMatch(text -> text.indexOf('`') >= 0 || text.contains("%{"))
            .noneMatch(text -> text.chars().anyMatch(c -> c < ' ' || c == 127))
            .noneMatch(text -> text.matches("[\"'].*|.*[\"']"));
      }
    }
  }

  /** Whole lines of printable text, and none of a stack trace. */
  private static void isReadable(String err) {
    assertThat(err).doesNotContain("\tat ", "Exception");
    assertThat(err.chars().allMatch(c -> c == '\n' || c == '\r' || c >= ' ')).as(err).isTrue();
  }

  private static String tenant(int i) {
    return "h" + i;
  }

  private static Config config(int tenants, Path data) {
    StringBuilder realms = new StringBuilder("tenants:\n");
    for (int i = 0; i < tenants; i++) {
      realms.append("  %1$s: { realm: %1$s.test }\n".formatted(tenant(i)));
    }
    String text = OrderFiles.embedded("tenant_defaults:", realms + "\ntenant_defaults:");
    return Config.builder().resolver(new DataReferences(data)).text("hostile.yaml", text).build();
  }
}
