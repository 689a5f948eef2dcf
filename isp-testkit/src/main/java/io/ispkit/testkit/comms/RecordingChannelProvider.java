package io.ispkit.testkit.comms;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.LooksUpMessages;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.ProviderContext;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.plugin.PluginInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Serves every kind of channel, keeps what it was sent, and answers what the test says. Unlike a
 * real provider it keeps state, so it is handed over by the test and not found. Thread-safe.
 */
public final class RecordingChannelProvider implements ChannelProvider {

  /** What was sent, and through which account's {@code label}. */
  public record Sent(String label, OutboundMessage message) {}

  private final String id;
  private final boolean looksUp;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private volatile Function<Sent, SendOutcome> answer =
      message -> new SendOutcome.Accepted("rec-" + message.message().messageId());
  private volatile Function<OutboundMessage, Optional<SendOutcome>> knowledge =
      message -> Optional.empty();

  /** A provider with the id {@code recording} that cannot look messages up. */
  public RecordingChannelProvider() {
    this("recording", false);
  }

  public RecordingChannelProvider(String id, boolean looksUp) {
    this.id = id;
    this.looksUp = looksUp;
  }

  /** What {@code send} does from now on; what it throws, the channel throws. */
  public RecordingChannelProvider answer(Function<Sent, SendOutcome> function) {
    this.answer = function;
    return this;
  }

  /** What a look-up says from now on. */
  public RecordingChannelProvider knows(Function<OutboundMessage, Optional<SendOutcome>> function) {
    this.knowledge = function;
    return this;
  }

  /** All calls of {@code send} so far, in their order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public PluginInfo info() {
    return new PluginInfo(id, "Recording", "1", "ISP Kit", "Keeps what it is sent, for tests.");
  }

  @Override
  public Set<ChannelType> channels() {
    return Set.of(ANY);
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .optional("label", Option.Type.TEXT, id, "Tells accounts apart.")
        .build();
  }

  @Override
  public Channel open(ProviderContext context) {
    String label = context.options().text("label");
    return looksUp ? new KnowingChannel(label) : new RecordingChannel(label);
  }

  private class RecordingChannel implements Channel {

    private final String label;

    RecordingChannel(String label) {
      this.label = label;
    }

    @Override
    public SendOutcome send(OutboundMessage message) {
      Sent call = new Sent(label, message);
      sent.add(call);
      return answer.apply(call);
    }

    @Override
    public void close() {}
  }

  private final class KnowingChannel extends RecordingChannel implements LooksUpMessages {

    KnowingChannel(String label) {
      super(label);
    }

    @Override
    public Optional<SendOutcome> lookUp(OutboundMessage message) {
      return knowledge.apply(message);
    }
  }
}
