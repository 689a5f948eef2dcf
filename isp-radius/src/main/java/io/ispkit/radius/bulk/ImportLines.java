package io.ispkit.radius.bulk;

import io.ispkit.core.address.Prefix;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.radius.access.StoredPassword;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of an import one after the other; tells the faults of each. Not thread-safe; the
 * caller closes the reader that it gave.
 */
public final class ImportLines {

  private static final Set<String> NEEDED =
      Set.of("customer", "username", "plan", "download", "upload");
  private static final Set<String> KNOWN =
      Set.of(
          "customer",
          "username",
          "plan",
          "download",
          "upload",
          "static_address",
          "session_timeout",
          "idle_timeout",
          "password",
          "password_attribute",
          "password_value");
  private static final long MOST_SECONDS = 0xFFFF_FFFFL;

  private final CsvReader csv;
  private final ImportSettings settings;
  private final Consumer<LineFault> faults;
  private final Map<String, Integer> columns = new HashMap<>();
  private boolean readable = true;
  private long lines;
  private long faulty;

  /** Reads the header. */
  public ImportLines(Reader in, ImportSettings settings, Consumer<LineFault> faults)
      throws IOException {
    this.csv = new CsvReader(in);
    this.settings = settings;
    this.faults = faults;
    header(csv.next());
  }

  private void header(CsvReader.@Nullable Line header) {
    List<String> names = header == null ? List.of() : header.fields();
    long line = header == null ? 1 : header.line();
    if (header != null && header.fault() != null) {
      fault(line, "", "", header.fault());
    }
    // a file without a header begins with a subscriber, whose password must not be shown
    boolean known = names.stream().anyMatch(name -> KNOWN.contains(name.strip()));
    for (int i = 0; known && i < names.size(); i++) {
      String name = names.get(i).strip();
      if (!KNOWN.contains(name)) {
        fault(line, name, name, "one of the columns " + String.join(", ", new TreeSet<>(KNOWN)));
      } else if (columns.putIfAbsent(name, i) != null) {
        fault(line, name, "", "each column once");
      }
    }
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.removeAll(columns.keySet());
    if (!missing.isEmpty()) {
      fault(line, "", "", "the columns " + String.join(", ", missing));
    }
    if (columns.containsKey("password_attribute") != columns.containsKey("password_value")) {
      fault(line, "", "", "password_attribute and password_value together");
    }
    readable = faulty == 0;
  }

  /** How many lines there were so far, without header and blank ones. */
  public long lines() {
    return lines;
  }

  /** Whether the header let the lines be read at all. */
  public boolean isReadable() {
    return readable;
  }

  /**
   * The next line.
   *
   * @return null at the end, and when the header could not be read
   */
  public @Nullable Read next() throws IOException {
    CsvReader.Line line = readable ? csv.next() : null;
    while (line != null && line.isBlank() && line.fault() == null) {
      line = csv.next();
    }
    if (line == null) {
      return null;
    }
    lines++;
    long before = faulty;
    ImportLine read = read(line);
    return new Read(line.line(), faulty == before ? read : null);
  }

  /**
   * What became of a line.
   *
   * @param value null when it is faulty
   */
  public record Read(long line, @Nullable ImportLine value) {}

  private @Nullable ImportLine read(CsvReader.Line line) {
    long at = line.line();
    if (line.fault() != null) {
      fault(at, "", "", line.fault());
      return null;
    }
    if (line.fields().size() != columns.size()) {
      fault(at, "", line.fields().size() + " fields", columns.size() + " fields");
      return null;
    }
    CustomerId customer = value(line, "customer", CustomerId::new, "the id of a customer");
    BitRate download = value(line, "download", BitRate::parse, "a speed such as 100M");
    BitRate upload = value(line, "upload", BitRate::parse, "a speed such as 100M");
    InetAddress address =
        text(line, "static_address").isEmpty()
            ? null
            : value(line, "static_address", Prefix::address, "an IPv4 or IPv6 address");
    Duration session = seconds(line, "session_timeout", settings.sessionTimeout());
    Duration idle = seconds(line, "idle_timeout", settings.idleTimeout());
    Secret password = secret(line, "password");
    StoredPassword stored = stored(line, password);
    if (customer == null || download == null || upload == null || session == null || idle == null) {
      return null;
    }
    return new ImportLine(
        at,
        new SubscriberSpec(
            customer,
            text(line, "username"),
            text(line, "plan"),
            download,
            upload,
            address,
            session,
            idle,
            password),
        stored);
  }

  private @Nullable StoredPassword stored(CsvReader.Line line, @Nullable Secret password) {
    String attribute = text(line, "password_attribute");
    Secret value = secret(line, "password_value");
    if (attribute.isEmpty() != (value == null)) {
      fault(line.line(), "password_attribute", attribute, "both attribute and value, or neither");
      return null;
    }
    if (value != null && password != null) {
      fault(line.line(), "password", "", "either a password or a stored one");
    }
    return value == null ? null : new StoredPassword(attribute, value);
  }

  private @Nullable Secret secret(CsvReader.Line line, String column) {
    Integer index = columns.get(column);
    String text = index == null ? "" : line.fields().get(index);
    return text.isEmpty() ? null : Secret.of(text);
  }

  private @Nullable Duration seconds(CsvReader.Line line, String column, Duration none) {
    if (text(line, column).isEmpty()) {
      return none;
    }
    return value(
        line,
        column,
        text -> {
          long seconds = Long.parseLong(text);
          if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException("out of range");
          }
          return Duration.ofSeconds(seconds);
        },
        "a whole number of seconds from 1 to " + MOST_SECONDS);
  }

  private <T> @Nullable T value(
      CsvReader.Line line, String column, Function<String, T> read, String expectation) {
    String text = text(line, column);
    try {
      return read.apply(text);
    } catch (IllegalArgumentException notOne) {
      fault(line.line(), column, text, expectation);
      return null;
    }
  }

  private String text(CsvReader.Line line, String column) {
    Integer index = columns.get(column);
    return index == null ? "" : line.fields().get(index).strip();
  }

  private void fault(long line, String column, String value, String expectation) {
    faulty++;
    faults.accept(new LineFault(line, column, value, expectation));
  }
}
