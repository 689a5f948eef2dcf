package io.ispkit.comms.message;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.template.Content;
import io.ispkit.comms.template.Template;
import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.text.PrintableText;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that the business wants to be sent: under which key, to whom, and what. Immutable.
 *
 * <pre>{@code
 * MessageRequest.of("invoice:4711:issued", "invoice_issued")
 *     .toCustomer(new CustomerId("cust-123"))
 *     .channel(new ChannelType("email"))
 *     .template("invoice_issued", Map.of("number", "4711"))
 *     .build();
 * }</pre>
 */
public final class MessageRequest {

  /** The longest business key, in characters. */
  public static final int MAX_KEY = 200;

  private final String key;
  private final String type;
  private final String category;
  private final @Nullable CustomerId customer;
  private final @Nullable String recipient;
  private final @Nullable ChannelType channel;
  private final @Nullable String template;
  private final Map<String, Object> context;
  private final @Nullable Content content;
  private final @Nullable Locale language;
  private final Map<String, String> metadata;
  private final int priority;
  private final Duration delay;
  private final @Nullable Duration timeToLive;

  private MessageRequest(Builder builder) {
    this.key = builder.key;
    this.type = builder.type;
    this.category = builder.category;
    this.customer = builder.customer;
    this.recipient = builder.recipient;
    this.channel = builder.channel;
    this.template = builder.template;
    this.context = builder.context;
    this.content = builder.content;
    this.language = builder.language;
    this.metadata = builder.metadata;
    this.priority = builder.priority;
    this.delay = builder.delay;
    this.timeToLive = builder.timeToLive;
  }

  /**
   * Begins a request.
   *
   * @param key business key: a second message under it is not made; 1 to 200 printable characters
   * @param type what it is about, {@code [a-z][a-z0-9_]{0,63}}; names the template unless told
   *     otherwise
   */
  public static Builder of(String key, String type) {
    return new Builder(key, type);
  }

  public String key() {
    return key;
  }

  public String type() {
    return type;
  }

  public String category() {
    return category;
  }

  public Optional<CustomerId> customer() {
    return Optional.ofNullable(customer);
  }

  /** An address in the channel's form; empty: the customer's own. */
  public Optional<String> recipient() {
    return Optional.ofNullable(recipient);
  }

  /** Empty: the tenant's first channel that reaches the customer and has the template. */
  public Optional<ChannelType> channel() {
    return Optional.ofNullable(channel);
  }

  /** The template's name; empty for a message with content of its own. */
  public Optional<String> template() {
    return Optional.ofNullable(template);
  }

  public Map<String, Object> context() {
    return context;
  }

  public Optional<Content> content() {
    return Optional.ofNullable(content);
  }

  /** Empty: the customer's, else the tenant's. */
  public Optional<Locale> language() {
    return Optional.ofNullable(language);
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  /** 0 (first) to 9 (last). */
  public int priority() {
    return priority;
  }

  /** Before it is sent. */
  public Duration delay() {
    return delay;
  }

  /** Counted from the enqueueing; after it the message is not sent any more. */
  public Optional<Duration> timeToLive() {
    return Optional.ofNullable(timeToLive);
  }

  /** Names the message, never its recipient or content. */
  @Override
  public String toString() {
    return "MessageRequest[" + key + ", " + type + "]";
  }

  /** Collects what a message needs; not thread-safe. */
  public static final class Builder {

    private final String key;
    private final String type;
    private String category = "service";
    private @Nullable CustomerId customer;
    private @Nullable String recipient;
    private @Nullable ChannelType channel;
    private @Nullable String template;
    private Map<String, Object> context = Map.of();
    private @Nullable Content content;
    private @Nullable Locale language;
    private Map<String, String> metadata = Map.of();
    private int priority = 5;
    private Duration delay = Duration.ZERO;
    private @Nullable Duration timeToLive;

    private Builder(String key, String type) {
      if (key.isBlank() || key.length() > MAX_KEY || !PrintableText.isLine(key)) {
        throw new IllegalArgumentException(
            "business key: expected 1 to " + MAX_KEY + " printable characters");
      }
      if (!Template.isName(type)) {
        throw new IllegalArgumentException("message type: expected [a-z][a-z0-9_]{0,63}");
      }
      this.key = key;
      this.type = type;
    }

    public Builder toCustomer(CustomerId id) {
      this.customer = Objects.requireNonNull(id, "id");
      return this;
    }

    /** To this address; together with a customer: to another address than the customer's own. */
    public Builder to(String address) {
      this.recipient = Objects.requireNonNull(address, "address");
      return this;
    }

    public Builder channel(ChannelType type) {
      this.channel = Objects.requireNonNull(type, "type");
      return this;
    }

    /** {@code service} unless set; {@code [a-z][a-z0-9_]{0,31}}. */
    public Builder category(String name) {
      if (!name.matches("[a-z][a-z0-9_]{0,31}")) {
        throw new IllegalArgumentException("category: expected [a-z][a-z0-9_]{0,31}");
      }
      this.category = name;
      return this;
    }

    /**
     * Words from a template.
     *
     * @param variables text, numbers, booleans, lists and maps of these; no secrets, for they are
     *     stored
     */
    public Builder template(String name, Map<String, Object> variables) {
      if (!Template.isName(name)) {
        throw new IllegalArgumentException("template name: expected [a-z][a-z0-9_]{0,63}");
      }
      this.template = name;
      this.context = Map.copyOf(variables);
      return this;
    }

    /** Ready words in place of a template. */
    public Builder content(Content words) {
      this.content = Objects.requireNonNull(words, "words");
      return this;
    }

    public Builder language(Locale locale) {
      this.language = Objects.requireNonNull(locale, "locale");
      return this;
    }

    public Builder metadata(Map<String, String> entries) {
      this.metadata = Map.copyOf(entries);
      return this;
    }

    public Builder priority(int value) {
      if (value < 0 || value > 9) {
        throw new IllegalArgumentException("priority " + value + " is not in 0..9");
      }
      this.priority = value;
      return this;
    }

    public Builder delay(Duration wait) {
      if (wait.isNegative()) {
        throw new IllegalArgumentException("delay " + wait + " is negative");
      }
      this.delay = wait;
      return this;
    }

    public Builder timeToLive(Duration limit) {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("time to live " + limit + " is not positive");
      }
      this.timeToLive = limit;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException neither customer nor recipient; a template and content both;
     *     a bare recipient without channel
     */
    public MessageRequest build() {
      if (customer == null && (recipient == null || channel == null)) {
        throw new IllegalArgumentException(
            "message " + key + ": expected a customer, or an address and its channel");
      }
      if (content != null && template != null) {
        throw new IllegalArgumentException(
            "message " + key + ": expected a template or content, not both");
      }
      if (content == null && template == null) {
        template = type;
      }
      return new MessageRequest(this);
    }
  }
}
