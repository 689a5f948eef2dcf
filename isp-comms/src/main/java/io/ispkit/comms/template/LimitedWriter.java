package io.ispkit.comms.template;

import java.io.Writer;

/** Collects text up to a limit. */
final class LimitedWriter extends Writer {

  private final StringBuilder text = new StringBuilder();

  @Override
  public void write(char[] chars, int from, int length) {
    if (text.length() + length > Content.MAX_PART) {
      throw TemplateFault.because(
          "the rendered text is longer than " + Content.MAX_PART + " characters");
    }
    text.append(chars, from, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
