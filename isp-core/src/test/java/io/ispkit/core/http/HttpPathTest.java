package io.ispkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ispkit.core.secret.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPathTest {

  @ParameterizedTest
  @CsvSource({
    "202BC1-BM632w%2D8-001, /devices/202BC1-BM632w%252D8-001/tasks",
    "a/b, /devices/a%2Fb/tasks",
    "'a b+c', /devices/a%20b%2Bc/tasks",
    "ä€😀, /devices/%C3%A4%E2%82%AC%F0%9F%98%80/tasks",
    "{}, /devices/%7B%7D/tasks",
    "...~_-, /devices/...~_-/tasks"
  })
  void aValueStaysOneSegmentWhateverItHolds(String id, String path) {
    assertThat(HttpPath.of("/devices/{}/tasks", id).raw()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "\ud800"})
  void aValueThatWouldChangeThePathIsRefused(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of("/devices/{}/tasks", id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//x", "/a//b", "/a/../b", "/./a", "/a?b", "/a#b", "/a b", "/a%2", "/a%zz", "/ä", "/a\r\nb",
        "//"
      })
  void aFixedPartThatIsNoPathIsRefused(String fixed) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of(fixed));
  }

  @Test
  void slashesAtTheEndsAreKeptAsServersWantThem() {
    assertThat(HttpPath.of("api/ipam/prefixes/").raw()).isEqualTo("/api/ipam/prefixes/");
    assertThat(HttpPath.of("").raw()).isEqualTo("/");
    assertThat(HttpPath.of("/").raw()).isEqualTo("/");
  }

  @Test
  void anEncodedSegmentIsTakenAsItIs() {
    assertThat(HttpPath.of("/x/{}").withEncoded("a%2Fb").raw()).isEqualTo("/x/a%2Fb");
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of("/x/{}").withEncoded("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of("/x/{}").withEncoded(".."));
  }

  @Test
  void valuesAndPlacesMustMatch() {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of("/x/{}").raw());
    assertThatIllegalArgumentException().isThrownBy(() -> HttpPath.of("/x/{}", "1", "2"));
    assertThatIllegalArgumentException().isThrownBy(() -> HttpCall.get("/x/{}").build());
    assertThat(HttpPath.of("/bot{}/send/{}", "1", "2").raw()).isEqualTo("/bot1/send/2");
  }

  @Test
  void secretsInPathAndQueryAreSentButNotShown() {
    HttpCall call =
        HttpCall.of("GET", HttpPath.of("/bot{}/send").with(Secret.of("CANARY:1")))
            .query("to", "a&b=c d")
            .query("key", Secret.of("CANARY-2"))
            .build();
    assertThat(call.target()).isEqualTo("/botCANARY%3A1/send?to=a%26b%3Dc%20d&key=CANARY-2");
    assertThat(call).hasToString("GET /bot***/send?to=a%26b%3Dc%20d&key=***");
  }

  @Test
  void headersThatCouldSmuggleAreRefusedWithoutShowingThem() {
    HttpCall.Builder call = HttpCall.get("/x");
    for (String value : new String[] {"a\r\nX: y", "a\u0000", "ä", "\u560d\u560a"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call.header("x-note", value))
          .withMessageNotContaining(value);
    }
    for (String name :
        new String[] {"Transfer-Encoding", "host", "Content-Length", "a b", "a\r\nb", ""}) {
      assertThatIllegalArgumentException().isThrownBy(() -> call.header(name, "x"));
    }
  }

  @Test
  void aFormIsEncodedLikeAQuery() {
    HttpCall call = HttpCall.post("/x").form(Map.of("Body", "50 % & more")).build();
    assertThat(call.body()).asString().isEqualTo("Body=50%20%25%20%26%20more");
  }
}
