package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.RateUnit;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the renderers have in common. */
final class Drafts {

  private Drafts() {}

  static RenderingDraft empty() {
    return new RenderingDraft(Dictionary.packed());
  }

  /** Two rates in attributes of their own, for a vendor that can be told nothing else. */
  static RenderingDraft twoRates(SpeedProfile profile, String up, String down, RateUnit unit) {
    return empty()
        .withoutBurst(profile)
        .withoutPriority(profile)
        .rate(up, profile.upload(), unit)
        .rate(down, profile.download(), unit);
  }

  /** The names of the profile; none is a fault. */
  static Optional<PolicyNames> names(SpeedProfile profile, RenderingDraft draft) {
    PolicyNames names = profile.policies();
    if (names == null) {
      draft.fault("policies", "", "names of policies, since the device is told names");
    }
    return Optional.ofNullable(names);
  }

  /** The one name of the profile for both directions; none, or two, is a fault. */
  static Optional<String> oneName(SpeedProfile profile, RenderingDraft draft) {
    Optional<PolicyNames> names = names(profile, draft);
    if (names.isPresent() && !names.get().download().equals(names.get().upload())) {
      draft.fault(
          "policies",
          names.get().download() + ", " + names.get().upload(),
          "one name for both directions, since the attribute holds both");
      return Optional.empty();
    }
    return names.map(PolicyNames::download);
  }

  static OptionSpec.Builder unit(RateUnit byDefault, String description) {
    return OptionSpec.builder()
        .choice("unit", name(byDefault), all(RateUnit.values()), description);
  }

  static <E extends Enum<E>> E choice(Class<E> type, Options options, String name) {
    return Enum.valueOf(type, options.text(name).toUpperCase(Locale.ROOT));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static List<String> all(Enum<?>[] values) {
    return Arrays.stream(values).map(Drafts::name).toList();
  }
}
