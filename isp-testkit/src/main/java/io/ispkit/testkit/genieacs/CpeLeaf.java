package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/**
 * A parameter.
 *
 * @param secret whether it reads back empty
 * @param at when it was last read or set
 */
record CpeLeaf(JsonNode value, String type, boolean secret, boolean writable, Instant at) {

  /** Before everything that a test does. */
  static final Instant LONG_AGO = Instant.parse("2026-11-20T20:00:00Z");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One of a Java value: a boolean or a number keeps its type. */
  static CpeLeaf of(Object value, boolean secret, boolean writable) {
    if (value instanceof Boolean bool) {
      return new CpeLeaf(JSON.booleanNode(bool), "xsd:boolean", secret, writable, LONG_AGO);
    }
    if (value instanceof Integer number) {
      return new CpeLeaf(JSON.numberNode(number), "xsd:unsignedInt", secret, writable, LONG_AGO);
    }
    return new CpeLeaf(JSON.textNode(value.toString()), "xsd:string", secret, writable, LONG_AGO);
  }

  CpeLeaf as(JsonNode other, Instant when) {
    return new CpeLeaf(other, type, secret, writable, when);
  }

  /** As somebody sees it who reads it. */
  CpeLeaf shown(Instant when) {
    return as(secret ? JSON.textNode("") : value, when);
  }
}
