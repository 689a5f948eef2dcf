package io.ispkit.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.secret.Secret;
import io.ispkit.core.subscriber.Passwords;
import io.ispkit.radius.access.internal.NtHash;
import io.ispkit.radius.access.internal.Sha512Crypt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {

  @ParameterizedTest
  @CsvSource({
    "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
    "abc, a448017aaf21d8525fc10ae87aa6729d",
    "message digest, d9130a8164549fe818874806e1c7014b",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
        + " e33b4ddc9c38f2199c3e7b164fcc0536",
  })
  void md4_gives_the_digests_of_its_specification(String message, String digest) {
    byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(NtHash.md4(bytes))).isEqualTo(digest);
  }

  @Test
  void the_nt_hash_is_that_of_the_specification_of_ms_chap() {
    assertThat(NtHash.of("clientPass")).isEqualTo("44ebba8d5312b8d611474411f56989ae");
  }

  @Test
  void the_crypt_hash_is_that_of_openssl() {
    assertThat(Sha512Crypt.of("Hello world!", "saltstring"))
        .isEqualTo(
            "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
  }

  @Test
  void a_password_is_22_easily_read_characters_and_never_the_same() {
    SecureRandom random = new SecureRandom();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Secret password = Passwords.next(random);
      assertThat(password.reveal()).matches("[2-9A-HJ-NP-Za-km-z]{22}");
      assertThat(seen.add(password.reveal())).isTrue();
    }
    assertThat(seen.stream().flatMapToInt(String::chars).distinct().count())
        .as("22 of 57 characters hold 128.3 bits")
        .isEqualTo(57);
  }
}
