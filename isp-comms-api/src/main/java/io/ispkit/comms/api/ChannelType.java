package io.ispkit.comms.api;

import java.util.regex.Pattern;

/**
 * The name of a kind of channel, such as {@code email} or {@code sms}. Open: a provider may bring
 * any name, and nothing outside a provider's own jar branches on one.
 *
 * @param name 1 to 32 of {@code [a-z0-9_]}, beginning with a letter
 */
public record ChannelType(String name) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  public ChannelType {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "channel type: expected 1 to 32 of [a-z0-9_], beginning with a letter");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
