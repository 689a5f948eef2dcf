package io.ispkit.radius.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.radius.dictionary.AttributeFact.Trait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packed facts say of each attribute what the dictionaries of the installed FreeRADIUS say. */
@Tag("interop")
class InstalledDictionaryIT {

  private static final Path FOLDER = Path.of("/usr/share/freeradius");

  private static final Map<String, Entry> ATTRIBUTES = new HashMap<>();
  private static final Map<String, Integer> VENDORS = new HashMap<>();
  private static final Map<String, Set<String>> VALUES = new HashMap<>();

  private record Entry(String vendor, int vendorNumber, String number, String type, boolean tag) {}

  @BeforeAll
  static void read() throws IOException {
    if (!Files.isReadable(FOLDER.resolve("dictionary"))
        && !"required".equals(System.getProperty("ispkit.interop"))) {
      Assumptions.abort("no dictionaries in " + FOLDER + "; install freeradius-common");
    }
    read(FOLDER.resolve("dictionary"));
  }

  @Test
  void name_vendor_number_type_and_tag_are_those_of_the_server() {
    Map<String, Entry> ours = new TreeMap<>();
    Map<String, Entry> theirs = new TreeMap<>();
    for (AttributeFact fact : Dictionary.packed().facts()) {
      ours.put(
          fact.name(),
          new Entry(
              fact.vendor().name(),
              fact.vendor().number(),
              Integer.toString(fact.number()),
              fact.type().dictionaryName(),
              fact.is(Trait.TAGGED)));
      theirs.put(fact.name(), ATTRIBUTES.get(fact.name()));
    }
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void every_name_of_a_value_is_known_to_the_server() {
    for (AttributeFact fact : Dictionary.packed().facts()) {
      assertThat(VALUES.getOrDefault(fact.name(), Set.of()))
          .as(fact.name())
          .containsAll(fact.names());
    }
  }

  @Test
  void what_the_vendors_of_old_systems_wrote_is_in_no_dictionary() {
    assertThat(ATTRIBUTES)
        .hasSizeGreaterThan(3_000)
        .doesNotContainKeys("Huawei-Input-Rate-Limit", "Juniper-Rate-Limit-In");
  }

  private static void read(Path file) throws IOException {
    String vendor = "";
    // two dictionaries are not in UTF-8
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
      switch (words[0]) {
        case "$INCLUDE" -> read(FOLDER.resolve(words[1]));
        case "VENDOR" -> VENDORS.put(words[1], Integer.parseInt(words[2]));
        case "BEGIN-VENDOR" -> vendor = words[1];
        case "END-VENDOR" -> vendor = "";
        case "VALUE" -> VALUES.computeIfAbsent(words[1], name -> new HashSet<>()).add(words[2]);
        case "ATTRIBUTE" -> ATTRIBUTES.put(words[1], entry(vendor, words));
        default -> {
          // flags, protocols and blank lines say nothing about these facts
        }
      }
    }
  }

  private static Entry entry(String vendor, String[] words) {
    List<String> flags = new ArrayList<>();
    if (words.length > 4) {
      flags.addAll(List.of(words[4].split(",")));
    }
    return new Entry(
        vendor, VENDORS.getOrDefault(vendor, 0), words[2], words[3], flags.contains("has_tag"));
  }
}
