package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;

/** A request that is answered with an error: nothing was written. */
final class Invalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonNode fault;

  private Invalid(int status, JsonNode fault) {
    super(fault.toString());
    this.status = status;
    this.fault = fault;
  }

  /** 400 with what is wrong with one field. */
  static Invalid field(String name, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(name).add(message);
    return new Invalid(400, body);
  }

  /** 400 with what is wrong with one field, which is told as a text of its own. */
  static Invalid text(String name, String message) {
    return new Invalid(400, JsonNodeFactory.instance.objectNode().put(name, message));
  }

  /** 400 with what is wrong with a custom field. */
  static Invalid customField(String name, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("custom_fields").put(name, message);
    return new Invalid(400, body);
  }

  /**
   * 400 as NetBox tells it of one object of several: the others, without a fault, are empty. Where
   * something available is asked for, some faults are told so even of one.
   */
  Invalid amongst(int index, int all) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < all; i++) {
      body.add(i == index ? fault : JsonNodeFactory.instance.objectNode());
    }
    return new Invalid(400, body);
  }

  /** Any status, with a detail. */
  static Invalid detail(int status, String text) {
    return new Invalid(status, JsonNodeFactory.instance.objectNode().put("detail", text));
  }

  FakeReply reply() {
    return FakeReply.json(status, fault);
  }
}
