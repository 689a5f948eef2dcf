package io.ispkit.testkit.netbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.testkit.http.FakeReply;

/** A request that is answered with an error: nothing was written. */
final class Invalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FakeReply reply;

  private Invalid(FakeReply reply) {
    super(reply.body());
    this.reply = reply;
  }

  /** 400 with what is wrong with one field. */
  static Invalid field(String name, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray(name).add(message);
    return new Invalid(FakeReply.json(400, body));
  }

  /** Any status, with a detail. */
  static Invalid detail(int status, String text) {
    return new Invalid(
        FakeReply.json(status, JsonNodeFactory.instance.objectNode().put("detail", text)));
  }

  FakeReply reply() {
    return reply;
  }
}
