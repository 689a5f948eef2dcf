package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.List;
import java.util.OptionalLong;

/**
 * Nokia SR (vendor 6527): two of {@code Alc-Subscriber-QoS-Override} (126), strings with whole
 * kbit/s. The download is by default the aggregate rate, {@code e:r:rate=800000}; the upload, for
 * which there is no aggregate, the peak rate of ingress queue 1, {@code i:q:1:pir=40000}. Which
 * object carries the plan is a matter of the router's policies, so it is an option: {@code
 * download} is {@code aggregate}, {@code queue}, {@code policer} or {@code arbiter}, {@code upload}
 * one of the last three; {@code download_id} and {@code upload_id} number the queue (to 8 and 32)
 * or policer (to 63). The router stores an override of an object that its policy lacks, and does
 * not apply it. Source: Nokia, 7750 SR RADIUS attributes reference guide.
 */
public final class NokiaRenderer implements ConfigurableRenderer {

  private static final String ATTRIBUTE = "Alc-Subscriber-QoS-Override";
  private static final String QUEUE = "queue";
  private static final int EGRESS_QUEUES = 8;
  private static final int INGRESS_QUEUES = 32;
  private static final int POLICERS = 63;

  private final String download;
  private final String upload;

  /** Called by {@code ServiceLoader}. */
  public NokiaRenderer() {
    this("e:r:rate=", "i:q:1:pir=");
  }

  /** What stands before the numbers. */
  private NokiaRenderer(String download, String upload) {
    this.download = download;
    this.upload = upload;
  }

  @Override
  public String id() {
    return "nokia";
  }

  @Override
  public String vendor() {
    return "Nokia";
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .choice(
            "download",
            "aggregate",
            List.of("aggregate", QUEUE, "policer", "arbiter"),
            "What limits the download.")
        .integer("download_id", 1, POLICERS, "1", "Number of that queue or policer.")
        .choice("upload", QUEUE, List.of(QUEUE, "policer", "arbiter"), "What limits the upload.")
        .integer("upload_id", 1, POLICERS, "1", "Number of that queue or policer.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    long down = options.integer("download_id");
    long up = options.integer("upload_id");
    if (options.text("download").equals(QUEUE) && down > EGRESS_QUEUES) {
      throw new IllegalArgumentException(
          "download_id: expected a queue from 1 to 8, but was " + down);
    }
    if (options.text("upload").equals(QUEUE) && up > INGRESS_QUEUES) {
      throw new IllegalArgumentException("upload_id: expected a queue from 1 to 32, but was " + up);
    }
    return new NokiaRenderer(
        "e:" + object(options.text("download"), down), "i:" + object(options.text("upload"), up));
  }

  private static String object(String kind, long id) {
    return switch (kind) {
      case "aggregate" -> "r:rate=";
      case "arbiter" -> "a:root:rate=";
      case "policer" -> "p:" + id + ":pir=";
      default -> "q:" + id + ":pir=";
    };
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty().withoutBurst(profile).withoutPriority(profile);
    override(upload, profile.upload(), draft);
    override(download, profile.download(), draft);
    return draft.finish();
  }

  private static void override(String object, BitRate rate, RenderingDraft draft) {
    OptionalLong kbps = draft.exactly(ATTRIBUTE, rate, RateUnit.KBPS);
    if (kbps.isPresent()) {
      draft.add(ATTRIBUTE, object + kbps.getAsLong());
    }
  }
}
