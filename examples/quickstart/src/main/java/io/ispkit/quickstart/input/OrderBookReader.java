package io.ispkit.quickstart.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.core.customer.Customer;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.device.DeviceSpec;
import io.ispkit.core.device.WifiSettings;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.money.Money;
import io.ispkit.core.plan.BandwidthPlan;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.text.PrintableText;
import io.ispkit.runtime.survey.SurveyEntry;
import io.ispkit.runtime.ticket.Technician;
import io.ispkit.workflow.deployment.DeploymentOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an orders file as input from strangers: whatever is in it, the result is either an {@link
 * OrderBook} or a {@link BadInputException} that names every fault.
 */
public final class OrderBookReader {

  /** The only workflow that this program runs. */
  public static final String WORKFLOW = "isp_ticket_to_deployment";

  private static final int MOST = 100_000;
  private static final long MOST_KBPS = BitRate.MAX_BITS_PER_SECOND / 1000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final Faults faults = new Faults();
  private final Map<String, String> seen = new HashMap<>();

  private OrderBookReader() {}

  /**
   * Reads a file's content.
   *
   * @param name of the file, for messages
   * @throws BadInputException with every fault
   */
  public static OrderBook read(String name, byte[] content) {
    OrderBookReader reader = new OrderBookReader();
    OrderBook book = reader.book(parse(name, content));
    if (book == null || !reader.faults.isEmpty()) {
      throw new BadInputException(name, reader.faults.list());
    }
    return book;
  }

  private static JsonNode parse(String name, byte[] content) {
    String expectation = "a JSON document";
    try {
      JsonNode node = JSON.readTree(content);
      if (node != null && node.isObject()) {
        return node;
      }
      expectation = "a JSON object";
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      expectation = "a JSON document" + where + ": " + firstLine(e.getOriginalMessage());
    } catch (IOException e) {
      expectation = "JSON in UTF-8";
    }
    throw new BadInputException(name, List.of(new Fault(name, "", expectation)));
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 160 && PrintableText.isLine(line) ? line : PrintableText.shown(line);
  }

  private @Nullable OrderBook book(JsonNode root) {
    JsonPlace top = new JsonPlace("", root, faults);
    top.object(List.of("tenant", "plans", "customers", "surveys", "technicians", "orders"));
    TenantId tenant =
        top.parsed(
            "tenant", TenantId::new, "a tenant id: 1 to 63 of [a-z0-9_-], first a letter or digit");
    List<BandwidthPlan> plans = each(top.list("plans", MOST), this::plan);
    List<Customer> customers = each(top.list("customers", MOST), this::customer);
    List<SurveyEntry> surveys = each(top.list("surveys", MOST), this::survey);
    List<Technician> technicians = each(top.list("technicians", MOST), this::technician);
    List<DeploymentOrder> orders = each(top.list("orders", MOST), this::order);
    return tenant == null
        ? null
        : new OrderBook(tenant, plans, customers, surveys, technicians, orders);
  }

  private static <T> List<T> each(
      List<JsonPlace> places, java.util.function.Function<JsonPlace, @Nullable T> reader) {
    List<T> read = new ArrayList<>();
    for (JsonPlace place : places) {
      T entry = reader.apply(place);
      if (entry != null) {
        read.add(entry);
      }
    }
    return read;
  }

  private @Nullable BandwidthPlan plan(JsonPlace in) {
    if (!in.object(List.of("code", "download_kbps", "upload_kbps", "vlan", "price", "currency"))) {
      return null;
    }
    String code =
        in.text("code", BandwidthPlan::isValidCode, "a plan code: 1 to 64 of [0-9A-Za-z._-]");
    Long download = in.integer("download_kbps", 1, MOST_KBPS);
    Long upload = in.integer("upload_kbps", 1, MOST_KBPS);
    Long vlan = in.absent("vlan") ? null : in.integer("vlan", 1, 4094);
    String currency =
        in.text("currency", text -> text.matches("[A-Z]{3}"), "a currency code such as EUR");
    Money price =
        currency == null
            ? null
            : in.parsed(
                "price",
                text -> Money.parse(text, currency),
                "an amount in " + currency + " such as \"59.90\"");
    if (price != null && price.isNegative()) {
      faults.add(in.at("price"), price.toString(), "an amount of 0 or more");
    }
    if (code == null || download == null || upload == null || price == null) {
      return null;
    }
    unique("plan", code, in.at("code"));
    return new BandwidthPlan(
        code,
        BitRate.ofKbps(download),
        BitRate.ofKbps(upload),
        vlan == null ? null : Math.toIntExact(vlan),
        price);
  }

  private @Nullable Customer customer(JsonPlace in) {
    if (!in.object(List.of("id", "name", "email", "phone", "language", "address"))) {
      return null;
    }
    String id = in.text("id", CustomerId::isValid, "a customer id: 1 to 64 of [0-9A-Za-z._:-]");
    String name = in.line("name", 200);
    String email = in.text("email", Forms::mailbox, "one e-mail address");
    String phone =
        in.optionalText("phone", Forms::phone, "a number in E.164 form such as +4915112345678");
    Locale language = in.parsed("language", Forms::language, "a language such as en or de-AT");
    String address = in.line("address", 300);
    if (id == null || name == null || email == null || language == null || address == null) {
      return null;
    }
    unique("customer", id, in.at("id"));
    return new Customer(new CustomerId(id), name, email, phone, language, address);
  }

  private @Nullable SurveyEntry survey(JsonPlace in) {
    SurveyEntry survey = SurveyReader.read(in, faults);
    if (survey != null) {
      unique("survey", survey.customer() + "\n" + survey.scheduledAt(), in.path());
    }
    return survey;
  }

  private @Nullable Technician technician(JsonPlace in) {
    if (!in.object(List.of("id", "name", "team"))) {
      return null;
    }
    String id = in.text("id", CustomerId::isValid, "a technician id: 1 to 64 of [0-9A-Za-z._:-]");
    String name = in.line("name", 200);
    String team = in.text("team", CustomerId::isValid, "a team name: 1 to 64 of [0-9A-Za-z._:-]");
    if (id == null || name == null || team == null) {
      return null;
    }
    unique("technician", id, in.at("id"));
    return new Technician(id, name, team, true);
  }

  private @Nullable DeploymentOrder order(JsonPlace in) {
    if (!in.object(List.of("workflow", "context"))) {
      return null;
    }
    in.text("workflow", WORKFLOW::equals, "\"" + WORKFLOW + "\"");
    JsonPlace context = in.child("context");
    if (!context.object(
        List.of(
            "customer_id",
            "service_location",
            "bandwidth_plan",
            "cpe_serial",
            "customer_email",
            "static_ip",
            "wifi_ssid",
            "wifi_password"))) {
      return null;
    }
    String customer =
        context.text(
            "customer_id", CustomerId::isValid, "a customer id: 1 to 64 of [0-9A-Za-z._:-]");
    String location = context.line("service_location", 300);
    String plan =
        context.text(
            "bandwidth_plan", BandwidthPlan::isValidCode, "a plan code: 1 to 64 of [0-9A-Za-z._-]");
    String serial =
        context.text(
            "cpe_serial",
            DeviceSpec::isValidSerial,
            "1 to 64 printable ASCII characters, no *, no leading /");
    String email = context.text("customer_email", Forms::mailbox, "one e-mail address");
    InetAddress address = context.optionalParsed("static_ip", Forms::address, "an IP address");
    WifiSettings wifi = wifi(context);
    if (customer == null || location == null || plan == null || serial == null || email == null) {
      return null;
    }
    unique("order", customer + "\n" + plan + "\n" + serial, in.path());
    return DeploymentOrder.of(
        new CustomerId(customer), location, plan, serial, email, address, wifi);
  }

  private @Nullable WifiSettings wifi(JsonPlace context) {
    String ssid =
        context.optionalText(
            "wifi_ssid",
            WifiSettings::isValidSsid,
            "a network name: 1 to 32 bytes, no control characters");
    String passphrase =
        context.optionalSecret(
            "wifi_password", WifiSettings::isValidPassphrase, "8 to 63 printable ASCII characters");
    if (context.absent("wifi_ssid") != context.absent("wifi_password")) {
      String missing = context.absent("wifi_ssid") ? "wifi_ssid" : "wifi_password";
      faults.add(context.at(missing), "", "wifi_ssid and wifi_password together, or neither");
    }
    return ssid == null || passphrase == null
        ? null
        : new WifiSettings(ssid, Secret.of(passphrase));
  }

  private void unique(String kind, String id, String place) {
    String before = seen.putIfAbsent(kind + "\n" + id, place);
    if (before != null) {
      faults.add(
          place,
          "",
          "each " + kind + " once; this one is at " + Objects.requireNonNull(before) + " already");
    }
  }
}
