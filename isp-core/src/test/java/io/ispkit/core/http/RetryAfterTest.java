package io.ispkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final String NOON = "Sun, 06 Nov 1994 12:00:00 GMT";

  @Test
  void secondsAreReadAsTheyAre() {
    assertThat(RetryAfter.of(headers("120", NOON))).hasValue(Duration.ofMinutes(2));
  }

  @Test
  void aDateIsMeasuredAgainstTheAnswersOwnDate() {
    assertThat(RetryAfter.of(headers("Sun, 06 Nov 1994 12:00:30 GMT", NOON)))
        .hasValue(Duration.ofSeconds(30));
    assertThat(RetryAfter.of(headers("Sun, 06 Nov 1994 11:00:00 GMT", NOON)))
        .hasValue(Duration.ZERO);
  }

  @Test
  void anythingElseAsksForNothing() {
    for (String value : List.of("-1", "soon", "1.5", "99999999999", "")) {
      assertThat(RetryAfter.of(headers(value, NOON))).isEmpty();
    }
    assertThat(RetryAfter.of(headers(NOON, "yesterday"))).isEmpty();
  }

  private static HttpHeaders headers(String retryAfter, String date) {
    return HttpHeaders.of(
        Map.of("retry-after", List.of(retryAfter), "date", List.of(date)), (n, v) -> true);
  }
}
