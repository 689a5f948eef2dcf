package io.ispkit.radius.login;

import io.ispkit.radius.dynauth.AttributeNumber;
import java.util.List;

/**
 * The server let the user in.
 *
 * @param attributes what the NAS is told, in the order of the packet, a signature left out
 */
public record AcceptedLogin(List<ReceivedAttribute> attributes) {

  /** Copies the list. */
  public AcceptedLogin {
    attributes = List.copyOf(attributes);
  }

  /** All values of one attribute, in their order. */
  public List<ReceivedAttribute> all(AttributeNumber number) {
    return attributes.stream().filter(each -> each.number().equals(number)).toList();
  }
}
