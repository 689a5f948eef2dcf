package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A radio channel.
 *
 * @param number 1 to 255, or 0: the device chooses
 */
public record Channel(int number) {

  /** The device chooses. */
  public static final Channel AUTO = new Channel(0);

  public Channel {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("channel: expected 1 to 255, or 0 for auto");
    }
  }

  /** Reads {@code auto} or a number. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Channel read(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("channel: expected auto or a number, got " + text);
    }
    return new Channel(Integer.parseInt(text));
  }

  public boolean isAuto() {
    return number == 0;
  }

  /**
   * Whether a device's list of channels has this one. Lists are numbers and ranges, separated by
   * commas: {@code 1-11} (TR-098 and TR-181, PossibleChannels). A list that is empty allows any.
   */
  boolean isIn(String list) {
    if (isAuto() || list.isBlank()) {
      return true;
    }
    for (String item : list.split(",", -1)) {
      String[] ends = item.strip().split("-", -1);
      if (ends.length <= 2 && isNumber(ends[0]) && isNumber(ends[ends.length - 1])) {
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        if (first <= number && number <= last) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isNumber(String text) {
    return text.matches("[0-9]{1,3}");
  }

  @Override
  public String toString() {
    return isAuto() ? "auto" : Integer.toString(number);
  }
}
