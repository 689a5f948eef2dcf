package io.ispkit.comms.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.comms.api.SendOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GREETING  | 421 Too many connections                         | RetryLater",
        "GREETING  | 554 No SMTP service here                         | PermanentConfig",
        "AUTH      | 454 4.7.0 Temporary authentication failure       | RetryLater",
        "AUTH      | 535 5.7.8 Bad credentials                        | PermanentConfig",
        "AUTH      | 535 Authentication failed                        | PermanentConfig",
        "SENDER    | 454 Throttling failure: Maximum sending rate exceeded | RetryLater",
        "SENDER    | 530 5.7.0 Must issue a STARTTLS command first    | PermanentConfig",
        "SENDER    | 550 5.1.8 Sender's domain does not exist         | PermanentConfig",
        "SENDER    | 552 Message size exceeds limit                   | PermanentContent",
        "SENDER    | 552 5.3.4 Message size exceeds limit             | PermanentContent",
        "RECIPIENT | 450 4.7.1 Greylisted                             | RetryLater",
        "RECIPIENT | 450 Too many requests                            | RetryLater",
        "RECIPIENT | 452 4.5.3 Too many recipients                    | RetryLater",
        "RECIPIENT | 550 5.1.1 User unknown                           | PermanentRecipient",
        "RECIPIENT | 550 No such user                                 | PermanentRecipient",
        "RECIPIENT | 553 Bad mailbox name                             | PermanentRecipient",
        "RECIPIENT | 550 5.2.1 Mailbox disabled                       | PermanentRecipient",
        "RECIPIENT | 552 5.2.2 Mailbox full                           | RetryLater",
        "RECIPIENT | 552 Exceeded storage allocation                  | RetryLater",
        "RECIPIENT | 550 5.4.1 Recipient address rejected             | PermanentRecipient",
        "RECIPIENT | 550 5.7.1 Relaying denied                        | PermanentConfig",
        "RECIPIENT | 554 Client host rejected                         | PermanentConfig",
        "CONTENT   | 503 Bad sequence                                 | PermanentConfig",
        "END       | 451 4.3.0 Try later                              | RetryLater",
        "END       | 421 4.3.2 Shutting down                          | RetryLater",
        "END       | 550 5.7.1 Message content rejected               | PermanentContent",
        "END       | 554 5.7.1 Spam                                   | PermanentContent",
        "END       | 554 Transaction failed                           | PermanentContent",
        "END       | 550 5.6.0 Malformed                              | PermanentContent",
        "END       | 552 5.2.3 Too large for the mailbox              | PermanentContent",
        "END       | 550 5.7.26 Unauthenticated mail is not accepted  | PermanentConfig",
        "END       | 550 5.7.23 SPF validation failed                 | PermanentConfig",
        "END       | 550 5.7.18 Domain owner has changed              | PermanentRecipient"
      })
  void tellsWhoseFaultAReplyNames(Stage stage, String reply, String outcome) {
    int code = Integer.parseInt(reply.substring(0, 3));
    assertThat(SmtpReply.of(stage, code, reply, "").outcome().getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void joinsTheLinesOfAReplyIntoOneShortOneWithoutTheRecipient() {
    SmtpReply reply =
        SmtpReply.of(
            Stage.RECIPIENT,
            550,
            "550-5.1.1 <Jane@Customer.test>: \u0007no\r\n550 5.1.1 such user" + "x".repeat(500),
            "jane@customer.test");
    assertThat(reply.outcome())
        .isInstanceOfSatisfying(
            SendOutcome.PermanentRecipient.class,
            refused ->
                assertThat(refused.reason())
                    .startsWith("the server said 550 5.1.1 <recipient>: ?no 5.1.1 such user")
                    .hasSizeLessThan(240));
  }
}
