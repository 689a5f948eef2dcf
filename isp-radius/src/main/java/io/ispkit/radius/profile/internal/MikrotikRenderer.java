package io.ispkit.radius.profile.internal;

import io.ispkit.core.rate.BitRate;
import io.ispkit.radius.profile.Burst;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Mikrotik-Rate-Limit} (vendor 14988, attribute 8), a string of at most 247 bytes: {@code
 * rx/tx}, then the same of the burst, its threshold and its time in whole seconds, then the
 * priority from 1 to 8. Everything from the right may be missing; the thresholds are then the
 * rates, and the time is one second. It is what the router sees, so the subscriber's upload stands
 * first. Numbers are bit/s, with {@code k} for 1000 and {@code M} for 1,000,000. It goes before the
 * rates of Ascend and WISPr. Source: MikroTik, RouterOS documentation, page "RADIUS".
 */
public final class MikrotikRenderer implements ProfileRenderer {

  private static final String ATTRIBUTE = "Mikrotik-Rate-Limit";

  /** Called by {@code ServiceLoader}. */
  public MikrotikRenderer() {}

  @Override
  public String id() {
    return "mikrotik";
  }

  @Override
  public String vendor() {
    return "MikroTik";
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty();
    List<String> groups = new ArrayList<>();
    groups.add(pair(profile.upload(), profile.download()));
    Burst burst = profile.burst();
    Integer priority = profile.priority();
    if (burst != null || priority != null) {
      addBurst(profile, burst == null ? noBurst(profile) : burst, priority != null, groups, draft);
    }
    if (priority != null) {
      groups.add(priority.toString());
    }
    return draft.set(ATTRIBUTE, String.join(" ", groups)).finish();
  }

  /** The priority stands behind the burst, so a burst that allows nothing more must be written. */
  private static Burst noBurst(SpeedProfile profile) {
    return Burst.of(profile.download(), profile.upload());
  }

  private static void addBurst(
      SpeedProfile profile, Burst burst, boolean whole, List<String> groups, RenderingDraft draft) {
    groups.add(pair(burst.upload(), burst.download()));
    BitRate up = burst.uploadThreshold();
    BitRate down = burst.downloadThreshold();
    Duration time = burst.time();
    if (up != null && down != null) {
      groups.add(pair(up, down));
    } else if (time != null || whole) {
      groups.add(pair(profile.upload(), profile.download()));
    }
    if (time != null || whole) {
      Duration written = time == null ? Duration.ofSeconds(1) : time;
      if (written.getNano() != 0) {
        draft.fault(ATTRIBUTE, written.toString(), "a burst time in whole seconds");
      }
      groups.add(written.getSeconds() + "/" + written.getSeconds());
    }
  }

  private static String pair(BitRate upload, BitRate download) {
    return text(upload) + "/" + text(download);
  }

  private static String text(BitRate rate) {
    long bits = rate.bitsPerSecond();
    if (bits % 1_000_000 == 0) {
      return bits / 1_000_000 + "M";
    }
    return bits % 1_000 == 0 ? bits / 1_000 + "k" : Long.toString(bits);
  }
}
