package io.ispkit.comms.file;

import io.ispkit.comms.api.OutboundMessage;
import java.util.Locale;

/** Form of the files. */
enum FileFormat {
  AUTO,
  EML,
  JSON;

  static FileFormat of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** AUTO decided by the form of the message, never by its channel. */
  FileFormat of(OutboundMessage message) {
    if (this != AUTO) {
      return this;
    }
    return message.subject() != null && message.recipient().indexOf('@') > 0 ? EML : JSON;
  }

  String suffix() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
