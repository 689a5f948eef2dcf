package io.ispkit.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

  private record Account(String user, Secret password) {}

  private final Account account = new Account("sam", Secret.of("CANARY-7f3a"));

  @Test
  void aRecordThatHoldsOneMayBePrinted() {
    assertThat(account).hasToString("Account[user=sam, password=Secret[***]]");
    assertThat(account.password().reveal()).isEqualTo("CANARY-7f3a");
  }

  @Test
  void jacksonWritesTheMask() throws Exception {
    ObjectMapper plain = new ObjectMapper();
    assertThat(plain.writeValueAsString(account))
        .isEqualTo("{\"user\":\"sam\",\"password\":\"***\"}");
    assertThat(plain.writeValueAsString(Map.of(Secret.of("CANARY-7f3a"), 1)))
        .doesNotContain("CANARY");
    assertThat(plain.valueToTree(account).toString()).doesNotContain("CANARY");
  }

  @Test
  void jacksonDoesNotReadAMaskBackAsASecret() {
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> new ObjectMapper().readValue("\"***\"", Secret.class));
  }

  @Test
  void secretsAreEqualByTextAndTellNothingByTheirHash() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a")).hasSameHashCodeAs(Secret.of("b"));
  }

  @Test
  void anEmptySecretIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
  }

  @Test
  void aRandomSecretHasTheEntropyAskedForInUrlSafeCharacters() {
    SecureRandom random = new SecureRandom();
    assertThat(Secret.random(128, random).reveal()).matches("[A-Za-z0-9_-]{22}");
    assertThat(Secret.random(256, random).reveal()).matches("[A-Za-z0-9_-]{43}");
    assertThat(Secret.random(128, random)).isNotEqualTo(Secret.random(128, random));
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.random(32, random));
  }
}
