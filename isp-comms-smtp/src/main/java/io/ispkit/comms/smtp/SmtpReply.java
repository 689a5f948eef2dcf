package io.ispkit.comms.smtp;

import io.ispkit.comms.api.SendOutcome;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that refuses, and whose fault it is. Codes: RFC 5321 section 4.2; enhanced codes: RFC
 * 3463 and the IANA registry of RFC 5248. A 4xx reply is always a retry (throttles come as 421,
 * 450, 451, 452 and 454), and an enhanced code says more than the reply code.
 *
 * @param code 400 to 599
 * @param text what the server said, without the code
 */
record SmtpReply(Stage stage, int code, String text) {

  private static final Pattern ENHANCED =
      Pattern.compile("([245])\\.([0-9]{1,3})\\.([0-9]{1,3})(?:[ \\r\\n].*)?", Pattern.DOTALL);
  private static final int SHOWN = 200;

  /** Takes the code off a whole reply, of one or of several lines. */
  static SmtpReply of(Stage stage, int code, String reply, String recipient) {
    StringBuilder text = new StringBuilder();
    for (String line : reply.split("[\\r\\n]+", 20)) {
      String rest = line.length() > 4 && Character.isDigit(line.charAt(0)) ? line.substring(4) : "";
      text.append(text.isEmpty() ? "" : " ").append(rest);
    }
    return new SmtpReply(stage, code, oneLine(withoutAddress(text.toString(), recipient)));
  }

  /** Printable and short, for reasons and ids. */
  static String oneLine(String text) {
    String line = text.strip().replaceAll("[^\\x20-\\x7E]", "?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  private static String withoutAddress(String text, String recipient) {
    String lower = text.toLowerCase(Locale.ROOT);
    int at = recipient.isEmpty() ? -1 : lower.indexOf(recipient.toLowerCase(Locale.ROOT));
    return at < 0 || lower.length() != text.length()
        ? text
        : text.substring(0, at) + "recipient" + text.substring(at + recipient.length());
  }

  SendOutcome outcome() {
    if (code < 500) {
      return new SendOutcome.RetryLater(reason(), null);
    }
    Matcher enhanced = ENHANCED.matcher(text);
    if (enhanced.matches() && "5".equals(enhanced.group(1))) {
      return byEnhancedCode(
          Integer.parseInt(enhanced.group(2)), Integer.parseInt(enhanced.group(3)));
    }
    return byReplyCode();
  }

  private SendOutcome byEnhancedCode(int subject, int detail) {
    return switch (subject) {
      case 1 -> detail == 7 || detail == 8 ? config() : recipient(); // 7, 8: our own address
      case 2 ->
          switch (detail) {
            case 2 -> new SendOutcome.RetryLater(reason(), null); // mailbox full: may be emptied
            case 3 -> content();
            default -> recipient();
          };
      case 3 -> detail == 4 ? content() : config();
      case 4 -> stage == Stage.RECIPIENT ? recipient() : config();
      case 5 -> isContent() ? content() : config();
      case 6 -> detail == 7 ? recipient() : content(); // 7: address needs SMTPUTF8
      case 7 -> security(detail);
      default -> byReplyCode();
    };
  }

  private SendOutcome security(int detail) {
    return switch (detail) {
      case 2, 17, 18 -> recipient(); // list refuses; owner of mailbox or domain changed
      case 5, 6, 7 -> content(); // cryptography of the content
      case 0, 1 -> isContent() ? content() : config(); // policy: of the message, or of the sender
      default -> config(); // credentials, accounts, DKIM, SPF, reverse DNS
    };
  }

  private SendOutcome byReplyCode() {
    if (code == 530 || code == 534 || code == 535 || code == 538) {
      return config();
    }
    return switch (stage) {
      case GREETING, AUTH -> config();
      case SENDER -> code == 552 ? content() : config();
      case RECIPIENT ->
          switch (code) {
            case 550, 551, 553 -> recipient();
            // RFC 5321 section 4.5.3.1.10: to be treated as temporary
            case 552 -> new SendOutcome.RetryLater(reason(), null);
            default -> config();
          };
      case CONTENT, END -> code == 503 ? config() : content();
    };
  }

  private boolean isContent() {
    return stage == Stage.CONTENT || stage == Stage.END;
  }

  private SendOutcome recipient() {
    return new SendOutcome.PermanentRecipient(reason());
  }

  private SendOutcome content() {
    return new SendOutcome.PermanentContent(reason());
  }

  private SendOutcome config() {
    return new SendOutcome.PermanentConfig(reason());
  }

  private String reason() {
    return "the server said " + code + " " + text;
  }
}
