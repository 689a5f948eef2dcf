package io.ispkit.comms.api;

import java.util.Objects;

/**
 * A file that goes with a message.
 *
 * @param fileName without path, no control characters
 * @param contentType such as {@code application/pdf}
 * @param content at most what the channel takes; not copied, do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // large content is passed on, never compared
public record Attachment(String fileName, String contentType, byte[] content) {

  public Attachment {
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(content, "content");
  }
}
