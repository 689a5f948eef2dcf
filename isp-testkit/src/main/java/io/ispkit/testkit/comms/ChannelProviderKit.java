package io.ispkit.testkit.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.LooksUpMessages;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.Option;
import io.ispkit.testkit.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every channel provider must do: extend this class in a test of your own jar and answer its
 * questions. It needs no network beyond what your {@link #account} opens.
 */
public abstract class ChannelProviderKit {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  protected final SettableClock clock = new SettableClock();

  /** A new object of the provider's class. */
  protected abstract ChannelProvider provider();

  /**
   * Options of an account whose other side now behaves so; give it short time-outs. Empty: this
   * cannot happen to the provider. Secrets among them must be at least 8 characters long and be
   * found nowhere else.
   */
  protected abstract Optional<Map<String, Object>> account(Situation situation);

  /** How many messages the other side has taken since the test began. */
  protected abstract int taken();

  /** An address that the channel can send to. */
  protected abstract String recipient();

  /** The kind of channel under test. */
  protected ChannelType channel() {
    ChannelType first = provider().channels().iterator().next();
    return first.equals(ChannelProvider.ANY) ? new ChannelType("in_app") : first;
  }

  /** Situations that the provider cannot get into; the kit checks that no other one is left out. */
  protected List<Situation> impossible() {
    return List.of();
  }

  protected OutboundMessage message() {
    return message("Your order", "It is on its way.");
  }

  protected OutboundMessage message(String subject, String text) {
    int number = COUNT.incrementAndGet();
    return new OutboundMessage(
        "msg-" + number,
        "att-" + number,
        channel(),
        recipient(),
        subject,
        text,
        "<p>" + text + "</p>",
        List.of(),
        Locale.ENGLISH,
        "service",
        Map.of());
  }

  protected Channel open(Map<String, Object> options) {
    ChannelProvider provider = provider();
    return provider.open(TestContext.of(channel(), provider.options(), options, clock));
  }

  @Test
  void isFoundOnTheClassPathOnceUnderItsId() {
    String id = provider().info().id();
    assertThat(ServiceLoader.load(ChannelProvider.class))
        .filteredOn(found -> found.info().id().equals(id))
        .hasSize(1)
        .allSatisfy(found -> assertThat(found).hasSameClassAs(provider()));
  }

  @Test
  void saysWhichKindsOfChannelItServes() {
    assertThat(provider().channels()).isNotEmpty();
    if (provider().channels().contains(ChannelProvider.ANY)) {
      assertThat(provider().channels()).hasSize(1);
    }
  }

  @Test
  void describesEveryOption() {
    assertThat(provider().options().options())
        .allSatisfy(option -> assertThat(option.description()).isNotBlank());
  }

  @Test
  void namesAllFaultyOptionsAtOnce() {
    ChannelProvider provider = provider();
    List<String> required =
        provider.options().options().stream().filter(Option::required).map(Option::name).toList();
    assertThatThrownBy(
            () ->
                TestContext.of(channel(), provider.options(), Map.of("no_such_option", "x"), clock))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            fault -> {
              assertThat(fault).hasMessageContaining("no_such_option");
              required.forEach(name -> assertThat(fault).hasMessageContaining(name));
            });
  }

  @ParameterizedTest
  @EnumSource
  void makesTheRightOutcomeOf(Situation situation) {
    Optional<Map<String, Object>> options = account(situation);
    assertThat(options.isEmpty())
        .as("an account for %s, or an entry in impossible()", situation)
        .isEqualTo(impossible().contains(situation));
    assumeTrue(options.isPresent(), "cannot happen to this provider");
    try (Channel channel = open(options.get())) {
      SendOutcome outcome =
          assertTimeoutPreemptively(LIMIT, () -> channel.send(message()), "send has no time-out");
      assertThat(outcome).isInstanceOf(situation.expected());
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsNoSecretWhateverHappens(Situation situation) {
    Optional<Map<String, Object>> options = account(situation);
    assumeTrue(options.isPresent(), "cannot happen to this provider");
    List<String> secrets = secrets(options.get());
    List<Object> shown = new ArrayList<>();
    try (Captured captured = new Captured()) {
      try (Channel channel = open(options.get())) {
        shown.add(channel);
        shown.add(channel.send(message()));
      }
      shown.add(captured.text());
    }
    for (String secret : secrets) {
      assertThat(shown).noneSatisfy(thing -> assertThat(thing.toString()).contains(secret));
    }
  }

  @Test
  void opensWithoutWaitingForTheOtherSide() {
    Map<String, Object> options =
        account(Situation.HANGS_BEFORE_THE_MESSAGE)
            .or(() -> account(Situation.IS_AWAY))
            .orElseThrow();
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> open(options).close());
  }

  @Test
  void isClosedAsOftenAsOneLikes() {
    Channel channel = open(account(Situation.ACCEPTS).orElseThrow());
    channel.send(message());
    channel.close();
    channel.close();
    int before = taken();
    assertThat(channel.send(message())).isNotInstanceOf(SendOutcome.Accepted.class);
    assertThat(taken()).isEqualTo(before);
  }

  @Test
  void sendsOnceForEachCall() {
    try (Channel channel = open(account(Situation.ACCEPTS).orElseThrow())) {
      channel.send(message());
      channel.send(message());
    }
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void isUsedByManyThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Channel channel = open(account(Situation.ACCEPTS).orElseThrow())) {
      List<Future<SendOutcome>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        OutboundMessage message = message();
        results.add(threads.submit(() -> channel.send(message)));
      }
      for (Future<SendOutcome> result : results) {
        assertThat(result.get()).isInstanceOf(SendOutcome.Accepted.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(taken()).isEqualTo(40);
  }

  @Test
  void survivesHostileWords() {
    String[] hostile = {
      "a\r\nBcc: x@example.com",
      "a\u0000b",
      "\u0085\u2028\u560d\u560aBcc: x@example.com",
      "=?utf-8?q?a=0D=0ABcc:x?=",
      "\r\n.\r\nMAIL FROM:<x@example.com>\r\n",
      "{{secret}} ${env:PATH}",
      "x".repeat(100_000)
    };
    int before = taken();
    int accepted = 0;
    try (Channel channel = open(account(Situation.ACCEPTS).orElseThrow())) {
      for (String words : hostile) {
        accepted += isAccepted(channel.send(message(words, "text"))) ? 1 : 0;
        accepted += isAccepted(channel.send(message("subject", words))) ? 1 : 0;
      }
    }
    assertThat(taken()).as("messages behind accepted ones").isEqualTo(before + accepted);
  }

  @Test
  void looksUpWhatItSentIfItSaysSo() {
    try (Channel channel = open(account(Situation.ACCEPTS).orElseThrow())) {
      assumeTrue(channel instanceof LooksUpMessages, "looks nothing up");
      LooksUpMessages book = (LooksUpMessages) channel;
      OutboundMessage sent = message();
      assertThat(book.lookUp(sent)).as("before it is sent").isEmpty();
      channel.send(sent);
      assertThat(book.lookUp(sent)).get().isInstanceOf(SendOutcome.Accepted.class);
    }
  }

  private static boolean isAccepted(SendOutcome outcome) {
    return outcome instanceof SendOutcome.Accepted;
  }

  private List<String> secrets(Map<String, Object> options) {
    return provider().options().options().stream()
        .filter(option -> option.type() == Option.Type.SECRET)
        .filter(option -> options.containsKey(option.name()))
        .map(option -> String.valueOf(options.get(option.name())))
        .peek(secret -> assertThat(secret.length()).isGreaterThanOrEqualTo(8))
        .toList();
  }
}
