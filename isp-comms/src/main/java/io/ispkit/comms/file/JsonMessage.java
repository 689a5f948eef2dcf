package io.ispkit.comms.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ispkit.comms.api.Attachment;
import io.ispkit.comms.api.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of a message: version 1. */
final class JsonMessage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonMessage() {}

  static byte[] octets(OutboundMessage message, Instant time) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", 1);
    fields.put("message_id", message.messageId());
    fields.put("time", time.toString());
    fields.put("channel", message.channel().name());
    fields.put("recipient", message.recipient());
    fields.put("category", message.category());
    fields.put("language", message.language().toLanguageTag());
    if (message.subject() != null) {
      fields.put("subject", message.subject());
    }
    fields.put("text", message.text());
    if (message.html() != null) {
      fields.put("html", message.html());
    }
    fields.put("metadata", new TreeMap<>(message.metadata()));
    fields.put("attachments", attachments(message.attachments()));
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values cannot be written as JSON", e);
    }
  }

  private static List<Map<String, Object>> attachments(List<Attachment> attachments) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Attachment attachment : attachments) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file_name", attachment.fileName());
      fields.put("content_type", attachment.contentType());
      fields.put("content", attachment.content()); // base64
      list.add(fields);
    }
    return list;
  }
}
