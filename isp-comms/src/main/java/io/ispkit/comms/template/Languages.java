package io.ispkit.comms.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In which order languages are tried. */
final class Languages {

  private Languages() {}

  /** Each language as it is, then without its country; English at the end. */
  static Set<Locale> chain(List<Locale> wanted) {
    Set<Locale> chain = new LinkedHashSet<>();
    for (Locale language : wanted) {
      add(chain, language);
    }
    add(chain, Locale.ENGLISH);
    return chain;
  }

  private static void add(Set<Locale> chain, Locale language) {
    if (!language.getLanguage().isEmpty()) {
      chain.add(language);
      chain.add(new Locale.Builder().setLanguage(language.getLanguage()).build());
    }
  }
}
