package io.ispkit.core.config;

import io.ispkit.core.rate.BitRate;
import io.ispkit.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a host's own map into nodes. What it holds beside plain values is a bug of the host. */
final class MapReader {

  private static final int MAX_DEPTH = 50;

  private final Origin origin;

  MapReader(String name) {
    this.origin = new Origin(name, Path.of(""), true);
  }

  Node.Section read(Map<?, ?> map) {
    return section(map, 0);
  }

  private Node.Section section(Map<?, ?> map, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(String.valueOf(key), node(value, depth + 1)));
    return new Node.Section(entries, origin);
  }

  private Node node(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          origin.text() + ": expected at most " + MAX_DEPTH + " levels");
    }
    if (value instanceof Map<?, ?> map) {
      return section(map, depth);
    }
    if (value instanceof Collection<?> collection) {
      List<Node> nodes = new ArrayList<>();
      collection.forEach(item -> nodes.add(node(item, depth + 1)));
      return new Node.Items(nodes, origin);
    }
    return scalar(value);
  }

  private Node scalar(@Nullable Object value) {
    if (value instanceof Secret secret) {
      // A secret that the host holds already is a value, never a template.
      return new Node.Scalar(
          secret.reveal(), "", new Origin(origin.text(), origin.folder(), false), false);
    }
    if (value == null) {
      return new Node.Scalar("", origin);
    }
    if (value instanceof BitRate rate) {
      return new Node.Scalar(Long.toString(rate.bitsPerSecond()), origin);
    }
    if (value instanceof Enum<?> constant) {
      return new Node.Scalar(constant.name(), origin);
    }
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Duration
        || value instanceof URI
        || value instanceof Path
        || value instanceof ZoneId) {
      return new Node.Scalar(value.toString(), origin);
    }
    throw new IllegalArgumentException(
        origin.text() + ": expected plain values, but one was a " + value.getClass().getName());
  }
}
