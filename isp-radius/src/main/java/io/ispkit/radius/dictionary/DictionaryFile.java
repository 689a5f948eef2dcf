package io.ispkit.radius.dictionary;

import io.ispkit.radius.dictionary.AttributeFact.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads facts as they are packed: {@code vendor NAME NUMBER} for the lines that follow ({@code
 * vendor - 0}: the RFCs and FreeRADIUS itself), then one line for each attribute with name, number,
 * type, use, unit, range and traits; {@code -} is nothing special. A range is {@code 1..8}, or the
 * names of an enumeration between bars.
 */
final class DictionaryFile {

  private static final int COLUMNS = 7;

  private DictionaryFile() {}

  static List<AttributeFact> read(String resource) {
    try (InputStream in = DictionaryFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<AttributeFact> parse(String text) {
    List<AttributeFact> facts = new ArrayList<>();
    Vendor vendor = Vendor.STANDARD;
    for (String line : text.split("\n", -1)) {
      String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
      if (words[0].equals("vendor")) {
        vendor = new Vendor(words[1].equals("-") ? "" : words[1], Integer.parseInt(words[2]));
      } else if (words.length == COLUMNS) {
        facts.add(fact(vendor, words));
      } else if (!words[0].isEmpty()) {
        throw new IllegalStateException("expected " + COLUMNS + " columns: " + line);
      }
    }
    return facts;
  }

  private static AttributeFact fact(Vendor vendor, String[] words) {
    AttributeType type = AttributeType.valueOf(words[2].toUpperCase(Locale.ROOT));
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (!words[6].equals("-")) {
      for (String trait : words[6].split(",", -1)) {
        traits.add(Trait.valueOf(trait.toUpperCase(Locale.ROOT)));
      }
    }
    String range = words[5];
    boolean names = range.contains("|");
    return new AttributeFact(
        words[0],
        vendor,
        Integer.parseInt(words[1]),
        type,
        AttributeUse.valueOf(words[3].toUpperCase(Locale.ROOT)),
        words[4].equals("-") ? "" : words[4],
        range.equals("-") || names
            ? Bounds.widest(type, vendor, traits.contains(Trait.TAGGED))
            : bounds(range),
        names ? Arrays.asList(range.split("\\|")) : List.of(),
        traits);
  }

  private static Bounds bounds(String range) {
    int dots = range.indexOf("..");
    return new Bounds(
        Long.parseLong(range.substring(0, dots)), Long.parseLong(range.substring(dots + 2)));
  }
}
