package io.ispkit.radius.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.PasswordCheck.Result;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests of {@code s3cret}, made by openssl and Python's hashlib; the salt is {@code salt}. */
class PasswordCheckTest {

  @ParameterizedTest
  @CsvSource({
    "Cleartext-Password, s3cret",
    "NT-Password, d4c619cb16d4632b275658316a7e657e",
    "MD5-Password, 33e1b232a4e6fa0028a6670753749a17",
    "SMD5-Password, 743f00f00d7c78c2b3d560927a5b087873616c74",
    "SHA1-Password, fef341f85d87439e7d91a2d465b9871ef66b5e98",
    "SHA-Password, 0xfef341f85d87439e7d91a2d465b9871ef66b5e98",
    "SSHA-Password, JVrhyTqab1YvH3vR2b1RYUumqqZzYWx0",
    "SHA2-Password, 1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0",
    "SSHA2-256-Password, 1xowkNV6cFpNsILxviVLS6bAA7Si4YK175NY3uXwQBJzYWx0",
    "SSHA2-512-Password, 5a3b2a504321fdb43ecd6c15f6a682f44d2a0a9a085b28f804f24926c74f79982e12b8eb7264c394a3801044f55db9a6599eff7e95d693ccb21a6a7fc41660bf73616c74",
    "SSHA3-256-Password, 88cf1a3d70fdea01c88d01fd6383944c81fd243f6ed418b772122fcc38f568f973616c74",
    "Crypt-Password, $6$saltsalt$As4wrv0kZlfch1du9WeH7qhskyLriQWySXrZzynnvi46nFnNxjdpl6ksRegrrKexvhIa/Iny8S8uF3fVWTMuC1",
    "Crypt-Password, $6$rounds=1234$saltsalt$jxMb9nLgANtAF8QNV7eeqwZWMYOR0.zEbQUhJw/R3cPOt89GSumZQquEUp7wgqRiWQsdyr5SKRMVAtIQZ6kKn1",
    "Password-With-Header, {ssha256}1xowkNV6cFpNsILxviVLS6bAA7Si4YK175NY3uXwQBJzYWx0",
    "Password-With-Header, {clear}s3cret",
    "Password-With-Header, {cleartext}s3cret",
    "Password-With-Header, {sha256}1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0",
    "Password-With-Header, {nthash}d4c619cb16d4632b275658316a7e657e",
    "Password-With-Header, {crypt}$6$saltsalt$As4wrv0kZlfch1du9WeH7qhskyLriQWySXrZzynnvi46nFnNxjdpl6ksRegrrKexvhIa/Iny8S8uF3fVWTMuC1",
  })
  void a_stored_form_knows_its_password_and_no_other(String attribute, String value) {
    StoredPassword stored = new StoredPassword(attribute, Secret.of(value));
    assertThat(PasswordCheck.check(stored, Secret.of("s3cret"))).isEqualTo(Result.MATCHES);
    assertThat(PasswordCheck.check(stored, Secret.of("s3creT"))).isEqualTo(Result.DIFFERS);
    assertThat(PasswordCheck.check(stored, Secret.of("s3cret "))).isEqualTo(Result.DIFFERS);
    Faults faults = new Faults();
    stored.check(Set.of(LoginProtocol.PAP), faults);
    assertThat(faults.list()).isEmpty();
    assertThat(stored.toString()).doesNotContain(value);
  }

  @ParameterizedTest
  @CsvSource({
    "Crypt-Password, $2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
    "Crypt-Password, $1$saltsalt$abcdefghijklmnopqrstuv",
    "MD5-Password, 00112233",
    "Password-With-Header, {rot13}f3perg",
    "PBKDF2-Password, whatever",
    "Reply-Message, s3cret",
  })
  void what_is_not_computed_here_is_never_told_as_right_or_wrong(String attribute, String value) {
    assertThat(
            PasswordCheck.check(
                new StoredPassword(attribute, Secret.of(value)), Secret.of("s3cret")))
        .isEqualTo(Result.CANNOT_TELL);
  }

  @Test
  void a_hash_is_refused_for_every_protocol_that_cannot_use_it() {
    Faults faults = new Faults();
    new StoredPassword("SSHA-Password", Secret.of("JVrhyTqab1YvH3vR2b1RYUumqqZzYWx0"))
        .check(EnumSet.allOf(LoginProtocol.class), faults);
    assertThat(faults.list().toString()).contains("CHAP, MS_CHAP can check a login");
    assertThat(PasswordKind.NT.protocols())
        .containsExactly(LoginProtocol.PAP, LoginProtocol.MS_CHAP);
  }

  @Test
  void a_hash_of_the_wrong_length_is_refused_and_not_shown() {
    Faults faults = new Faults();
    new StoredPassword("MD5-Password", Secret.of("00112233"))
        .check(Set.of(LoginProtocol.PAP), faults);
    assertThat(faults.list().toString()).contains("16 bytes in hexadecimal").doesNotContain("0011");
  }
}
