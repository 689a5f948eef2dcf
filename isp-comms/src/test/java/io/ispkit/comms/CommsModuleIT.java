package io.ispkit.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.message.Message;
import io.ispkit.comms.message.MessageQuery;
import io.ispkit.comms.message.MessageRequest;
import io.ispkit.comms.message.MessageStatus;
import io.ispkit.comms.template.Content;
import io.ispkit.comms.template.Template;
import io.ispkit.comms.template.TemplateFault;
import io.ispkit.comms.template.Templates;
import io.ispkit.core.change.Change;
import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.id.OperationId;
import io.ispkit.core.notification.Notification;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.notification.QueuedNotification;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.customer.Customers;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;
import io.ispkit.testkit.database.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Communications in the assembled backend, as a host sees them. */
@OnEachDatabase
class CommsModuleIT {

  private static final CustomerId JANE = new CustomerId("cust-123");
  private static final TenantId ACME = new TenantId("acme");
  private static final ChannelType EMAIL = new ChannelType("email");

  private final TestDatabase place;
  @TempDir Path folder;
  private Isp isp;
  private TenantServices acme;
  private Comms comms;
  private Notifier notifier;

  CommsModuleIT(TestDatabase shared) {
    this.place = TestDatabases.fresh(shared.product());
  }

  @BeforeEach
  void open() {
    isp = Isp.builder().config(config(fileChannel("outbox"))).open();
    acme = isp.tenant("acme");
    comms = acme.get(Comms.class);
    notifier = acme.get(Notifier.class);
    Customer jane =
        new Customer(JANE, "Jane Roe", "jane@customer.test", null, Locale.GERMAN, "123 Main St");
    acme.get(Customers.class).save(jane);
  }

  @AfterEach
  void close() {
    isp.close();
  }

  @Test
  void writesTheMessageOfACommittedTransactionIntoAFile() throws IOException {
    Operation operation = operation("run-1.notification");
    QueuedNotification queued =
        isp.database()
            .transact(tx -> notifier.enqueue(notification(), operation.within(tx)))
            .orElseThrow();
    assertThat(queued.channel()).isEqualTo("email");
    assertThat(queued.provider()).isEqualTo("file");
    assertThat(queued.status()).isEqualTo("queued");
    assertThat(status(operation)).isEqualTo("sent");
    String mail = Files.readString(folder.resolve("outbox/" + queued.messageId() + ".eml"));
    assertThat(mail)
        .contains("From: Acme Fibre <service@acme.example>\r\n", "To: jane@customer.test\r\n")
        .contains("Subject: Ihr Internetanschluss ist aktiv\r\n", "fiber_1gbps");
  }

  @Test
  void writesNothingWhenTheTransactionRollsBack() {
    Operation operation = operation("run-2.notification");
    assertThatThrownBy(
            () ->
                isp.database()
                    .transact(
                        tx -> {
                          notifier.enqueue(notification(), operation.within(tx)).orElseThrow();
                          throw new PermanentException("changed my mind");
                        }))
        .hasMessage("changed my mind");
    assertThat(notifier.find(operation).orElseThrow()).isEmpty();
    assertThat(comms.log(MessageQuery.newest(10))).isEmpty();
  }

  @Test
  void queuesOnceUnderAnOperationHoweverManyAskAtOnce() throws Exception {
    Operation operation = operation("run-3.notification");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> call =
          () -> notifier.enqueue(notification(), operation).orElseThrow().messageId();
      List<Future<String>> ids =
          threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> call).toList());
      String first = ids.get(0).get();
      for (Future<String> id : ids) {
        assertThat(id.get()).isEqualTo(first);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(status(operation)).isEqualTo("sent");
    assertThat(files("outbox")).isEqualTo(1);
  }

  @Test
  void plansWithoutWriting() {
    List<Change> changes =
        notifier.plan(notification(), operation("run-4.notification")).orElseThrow();
    assertThat(changes)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.action()).isEqualTo(Change.Action.CREATE);
              assertThat(change.toString())
                  .contains("j***@customer.test", "email/service_activated/de", "file")
                  .doesNotContain("jane@customer");
            });
    assertThat(comms.log(MessageQuery.newest(10))).isEmpty();
    assertThat(notifier.reach()).isEqualTo(Reach.TRANSACTION);
  }

  @Test
  void refusesWhatCannotBeSentAndSaysWhy() {
    assertThat(
            code(
                new Notification(
                    new CustomerId("nobody"), "service_activated", "email", context())))
        .isEqualTo("unknown_customer");
    assertThat(code(new Notification(JANE, "no_such_template", "email", context())))
        .isEqualTo("unknown_template");
    assertThat(code(new Notification(JANE, "service_activated", "fax", context())))
        .isEqualTo("no_channel");
    assertThat(code(new Notification(JANE, "service_activated", "sms", context())))
        .isEqualTo("no_channel"); // Jane has no phone
    assertThat(code(new Notification(JANE, "service_activated", "email", Map.of())))
        .isEqualTo("bad_context");
    assertThat(
            code(
                new Notification(
                    JANE, "service_activated", "email", Map.of("plan", new StringBuilder("x")))))
        .isEqualTo("bad_context");
    assertThat(comms.log(MessageQuery.newest(10))).isEmpty();
  }

  @Test
  void takesBackWhatIsStillQueuedAndSaysSoWhenItHasLeft() {
    MessageRequest later =
        MessageRequest.of("operation:run-5", "service_activated")
            .toCustomer(JANE)
            .template("service_activated", context())
            .delay(Duration.ofHours(1))
            .build();
    comms.enqueue(later).orElseThrow();
    assertThat(notifier.withdraw(operation("run-5")).orElseThrow())
        .extracting(Change::action)
        .containsExactly(Change.Action.DELETE);
    assertThat(notifier.withdraw(operation("run-5")).orElseThrow())
        .extracting(Change::action)
        .containsExactly(Change.Action.NONE);
    Operation sent = operation("run-6");
    notifier.enqueue(notification(), sent).orElseThrow();
    assertThat(status(sent)).isEqualTo("sent");
    assertThat(notifier.withdraw(sent).orElseThrow())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.action()).isEqualTo(Change.Action.NONE);
              assertThat(change.target()).contains("is sent: cannot be taken back");
            });
    assertThat(notifier.withdraw(operation("never")).orElseThrow()).isEmpty();
  }

  @Test
  void rendersTheVersionThatWasActiveWhenTheMessageWasQueued() throws IOException {
    Templates templates = comms.templates();
    Content first = new Content("First {{plan}}", "first", null);
    Content second = new Content("Second {{plan}}", "second", null);
    Template stored =
        isp.database()
            .transact(tx -> templates.save(tx, "service_activated", EMAIL, Locale.GERMAN, first));
    assertThat(stored.version()).isEqualTo(1);
    MessageRequest request =
        MessageRequest.of("versions", "service_activated")
            .toCustomer(JANE)
            .template("service_activated", context())
            .delay(Duration.ofMillis(500))
            .build();
    Message queued = comms.enqueue(request).orElseThrow();
    isp.database()
        .transact(tx -> templates.save(tx, "service_activated", EMAIL, Locale.GERMAN, second));
    Message sent = ended(queued.id());
    assertThat(sent.templateVersion()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("outbox/" + sent.id() + ".eml")))
        .contains("Subject: First fiber_1gbps\r\n");
    assertThat(versions(templates)).containsExactly("2 true", "1 false");
    isp.database()
        .transact(tx -> templates.activate(tx, "service_activated", EMAIL, Locale.GERMAN, 0));
    Optional<Template> active =
        isp.database()
            .transact(tx -> templates.find(tx, "service_activated", EMAIL, List.of(Locale.GERMAN)));
    assertThat(active).get().extracting(Template::version).isEqualTo(0);
  }

  @Test
  void storesNoTemplateThatCannotBeUnderstood() {
    assertThatThrownBy(
            () ->
                isp.database()
                    .transact(
                        tx ->
                            comms
                                .templates()
                                .save(tx, "x", EMAIL, Locale.ENGLISH, Content.text("{{#a}}"))))
        .isInstanceOf(TemplateFault.class);
  }

  @Test
  void fallsBackFromTheCustomersLanguageToEnglish() {
    Customer marie =
        new Customer(
            new CustomerId("c-2"), "Yuki", "yuki@customer.test", null, Locale.JAPANESE, "1 Road");
    acme.get(Customers.class).save(marie);
    Message message =
        comms
            .sendCustomerChannelNotification(marie.id(), EMAIL, "service_activated", context())
            .orElseThrow();
    assertThat(message.language()).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void sendsReadyWordsByAnyChannel() throws IOException {
    Message message =
        comms
            .sendChannelNotification(
                new ChannelType("sms"),
                "+4915112345678",
                Content.text("Your line is back."),
                Map.of())
            .orElseThrow();
    assertThat(ended(message.id()).status()).isEqualTo(MessageStatus.SENT);
    assertThat(Files.readString(folder.resolve("sms/" + message.id() + ".json")))
        .contains("\"text\" : \"Your line is back.\"");
    assertThat(comms.attempts(message.id())).hasSize(1);
    assertThat(comms.log(MessageQuery.newest(5).ofType("direct"))).hasSize(1);
    assertThat(comms.log(MessageQuery.newest(5).ofCustomer(JANE))).isEmpty();
  }

  @Test
  void showsNoOtherTenantsMessages() {
    comms.enqueue(
        MessageRequest.of("same-key", "service_activated")
            .toCustomer(JANE)
            .template("service_activated", context())
            .build());
    Comms other = isp.tenant("other").get(Comms.class);
    assertThat(other.findByKey("same-key")).isEmpty();
    assertThat(other.log(MessageQuery.newest(10))).isEmpty();
    String id = comms.findByKey("same-key").orElseThrow().id();
    assertThat(other.find(id)).isEmpty();
    assertThat(other.retry(id)).isFalse();
  }

  @Test
  void namesEveryFaultOfTheConfigurationAtOnce() {
    Map<String, Object> channels =
        Map.of(
            "email", List.of(Map.of("provider", "pigeon"), Map.of("provider", "file")),
            "Bad-Name", Map.of("provider", "file"));
    assertThatThrownBy(() -> Isp.builder().config(config(channels)).open())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tenants.acme.channels.email[0].provider")
        .hasMessageContaining("file (")
        .hasMessageContaining("tenants.acme.channels.email[1].options.directory")
        .hasMessageContaining("Bad-Name");
  }

  @Test
  void reportsProvidersAndChannels() {
    assertThat(isp.report()).contains("file 0.1.0 for any", "acme: email by file");
  }

  private Map<String, Object> fileChannel(String directory) {
    Map<String, Object> channels = new LinkedHashMap<>();
    channels.put(
        "email",
        Map.of(
            "provider",
            "file",
            "options",
            Map.of(
                "directory",
                folder.resolve(directory).toString(),
                "from",
                "Acme Fibre <service@acme.example>")));
    channels.put(
        "sms",
        Map.of(
            "provider", "file",
            "contact", "phone",
            "options", Map.of("directory", folder.resolve("sms").toString())));
    return channels;
  }

  private Map<String, Object> config(Map<String, Object> channels) {
    Map<String, Object> database = new LinkedHashMap<>();
    database.put("url", place.url());
    database.put("username", place.username());
    if (!place.password().isEmpty()) {
      database.put("password", place.password());
    }
    return Map.of(
        "database",
        database,
        "tenants",
        Map.of("acme", Map.of("channels", channels), "other", Map.of()));
  }

  private static Notification notification() {
    return new Notification(JANE, "service_activated", null, context());
  }

  private static Map<String, Object> context() {
    return Map.of("plan", "fiber_1gbps", "download_mbps", 1000);
  }

  private static Operation operation(String id) {
    return Operation.of(ACME, new OperationId(id));
  }

  private String code(Notification notification) {
    Outcome<QueuedNotification> outcome = notifier.enqueue(notification, operation("refused"));
    return outcome instanceof Outcome.Refused<QueuedNotification> refused
        ? refused.refusal().code()
        : outcome.toString();
  }

  private String status(Operation operation) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> notifier.find(operation).orElseThrow().orElseThrow().status(),
            status -> !status.equals("queued") && !status.equals("sending"));
  }

  private Message ended(String id) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> comms.find(id).orElseThrow(),
            message ->
                message.status() != MessageStatus.QUEUED
                    && message.status() != MessageStatus.SENDING);
  }

  private List<String> versions(Templates templates) {
    return isp
        .database()
        .transact(tx -> templates.versions(tx, "service_activated", EMAIL, Locale.GERMAN))
        .stream()
        .map(template -> template.version() + " " + template.active())
        .toList();
  }

  private long files(String directory) throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve(directory))) {
      return list.count();
    }
  }
}
