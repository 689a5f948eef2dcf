package io.ispkit.core.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one YAML or JSON document into nodes with their lines. Hardened: at most 1 MiB, 50 levels
 * deep, no second document, no key twice, and no YAML aliases, which are how a small document grows
 * without bound.
 */
final class DocumentReader {

  static final int MAX_CHARACTERS = 1 << 20;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(50)
          .maxDocumentLength(4L * MAX_CHARACTERS)
          .maxNameLength(200)
          .maxStringLength(MAX_CHARACTERS)
          .build();

  private final String name;
  private final Path folder;
  private final Faults faults;

  DocumentReader(String name, Path folder, Faults faults) {
    this.name = name;
    this.folder = folder;
    this.faults = faults;
  }

  /** The root section, or nothing when the document could not be read to its end. */
  Optional<Node.Section> read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      fault("", origin(1), "a document of at most " + MAX_CHARACTERS + " characters");
      return Optional.empty();
    }
    boolean json = name.endsWith(".json");
    JsonFactory format =
        json
            ? JsonFactory.builder().streamReadConstraints(BOUNDS).build()
            : YAMLFactory.builder().streamReadConstraints(BOUNDS).build();
    try (JsonParser parser =
        format.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      return root(parser);
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      fault(
          "",
          origin(at == null ? 1 : at.getLineNr()),
          json ? "valid JSON" : "valid YAML" + reason(broken));
    } catch (IOException | RuntimeException broken) {
      // SnakeYAML has unchecked exceptions of its own; none of them is ours to name.
      fault(
          "",
          origin(1),
          "a document that can be read, but it ended in " + broken.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  private Optional<Node.Section> root(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    Node node = first == null ? Node.Section.empty(origin(1)) : value(parser, "", line(parser));
    if (parser.nextToken() != null) {
      fault("", origin(line(parser)), "one document only");
      return Optional.empty();
    }
    if (node instanceof Node.Section section) {
      return Optional.of(section);
    }
    if (node instanceof Node.Scalar scalar && scalar.text().isEmpty()) {
      return Optional.of(Node.Section.empty(origin(1)));
    }
    fault("", node.origin(), "keys with values at the top");
    return Optional.empty();
  }

  private Node value(JsonParser parser, String path, int line) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> section(parser, path, line);
      case START_ARRAY -> items(parser, path, line);
      case VALUE_NULL -> new Node.Scalar("", origin(line));
      default -> scalar(parser, path, line);
    };
  }

  private Node scalar(JsonParser parser, String path, int line) throws IOException {
    Origin origin = origin(line);
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      fault(path, origin, "a value, for YAML aliases are not allowed");
      return new Node.Scalar("", "", origin, true);
    }
    return new Node.Scalar(parser.getText(), origin);
  }

  private Node items(JsonParser parser, String path, int line) throws IOException {
    List<Node> nodes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      nodes.add(value(parser, path + "[" + nodes.size() + "]", line(parser)));
    }
    return new Node.Items(nodes, origin(line));
  }

  private Node section(JsonParser parser, String path, int line) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line(parser);
      parser.nextToken();
      String place = Paths.join(path, key);
      Node node = value(parser, place, keyLine);
      if (entries.putIfAbsent(key, node) != null) {
        fault(place, origin(keyLine), "each key once");
      }
    }
    return new Node.Section(entries, origin(line));
  }

  /** The parser's own words, as far as they cannot quote the document. */
  private static String reason(JsonProcessingException broken) {
    return broken
        .getOriginalMessage()
        .lines()
        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
        .filter(
            line ->
                line.matches(
                    "(while|expected|mapping|found (character|unexpected)|could not)[ a-z0-9,<>'%@`\\\\()-]*"))
        .findFirst()
        .map(line -> " (" + line + ")")
        .orElse("");
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private Origin origin(int line) {
    return new Origin(name + ":" + Math.max(1, line), folder, true);
  }

  private void fault(String path, Origin origin, String expectation) {
    faults.add(new Fault(path.isEmpty() ? "document" : path, origin.text(), "", expectation));
  }
}
