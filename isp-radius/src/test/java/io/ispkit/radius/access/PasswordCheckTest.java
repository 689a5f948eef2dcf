package io.ispkit.radius.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.PasswordCheck.Result;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordCheckTest {

  @ParameterizedTest
  @MethodSource("io.ispkit.radius.access.StoredForms#taken")
  void a_stored_form_knows_its_password_and_no_other(StoredPassword stored) {
    assertThat(PasswordCheck.check(stored, Secret.of("s3cret"))).isEqualTo(Result.MATCHES);
    assertThat(PasswordCheck.check(stored, Secret.of("s3creT"))).isEqualTo(Result.DIFFERS);
    assertThat(PasswordCheck.check(stored, Secret.of("s3cret "))).isEqualTo(Result.DIFFERS);
    Faults faults = new Faults();
    stored.check(Set.of(LoginProtocol.PAP), faults);
    assertThat(faults.list()).isEmpty();
    assertThat(stored.toString()).doesNotContain(stored.value().reveal());
  }

  @ParameterizedTest
  @CsvSource({
    "Crypt-Password, $2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
    "Crypt-Password, $1$saltsalt$abcdefghijklmnopqrstuv",
    "MD5-Password, 00112233",
    "Password-With-Header, {rot13}f3perg",
    "PBKDF2-Password, whatever",
    "PBKDF2-SHA256-Password, 1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
    "Password-With-Header, {x-pbkdf2}$pbkdf2-sha256$2000001$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
    "Password-With-Header, {x-pbkdf2}$pbkdf2-sha256$0$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
    "Password-With-Header, {x-pbkdf2}$pbkdf2-sha384$1000$c2FsdHlzYWx0eXNhbHR5IQ$vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A",
    "Password-With-Header, {x-pbkdf2}HMACSHA2+256:AAPo:c2FsdHlzYWx0eXNhbHR5IQ==:vCPSxR0dogDkQMZ13wf1Zh0B7kZQVmhSdvS4/VYiq9A=",
    "Reply-Message, s3cret",
  })
  void what_is_not_computed_here_is_never_told_as_right_or_wrong(String attribute, String value) {
    assertThat(
            PasswordCheck.check(
                new StoredPassword(attribute, Secret.of(value)), Secret.of("s3cret")))
        .isEqualTo(Result.CANNOT_TELL);
  }

  @ParameterizedTest
  @MethodSource("io.ispkit.radius.access.StoredForms#useless")
  void a_form_that_no_login_is_let_in_by_is_refused_and_not_shown(StoredPassword stored) {
    Faults faults = new Faults();
    stored.check(Set.of(LoginProtocol.PAP), faults);
    assertThat(faults.list()).isNotEmpty();
    assertThat(faults.list().toString()).doesNotContain(stored.value().reveal());
  }

  @Test
  void what_a_later_server_calls_otherwise_is_refused_with_the_way_to_write_it() {
    Faults faults = new Faults();
    for (String attribute : new String[] {"PBKDF2-SHA512-Password", "PBKDF2-Password"}) {
      new StoredPassword(attribute, Secret.of("1000$c2FsdA$abcd"))
          .check(Set.of(LoginProtocol.PAP), faults);
    }
    assertThat(faults.list().toString())
        .contains("Password-With-Header with {x-pbkdf2}$pbkdf2-sha512$ in front of the iterations")
        .contains("Password-With-Header with {x-pbkdf2} in front of the value");
  }

  @Test
  void pbkdf2_serves_pap_alone() {
    Faults faults = new Faults();
    StoredForms.taken()
        .filter(stored -> stored.kind().equals(Optional.of(PasswordKind.PBKDF2)))
        .findFirst()
        .orElseThrow()
        .check(EnumSet.allOf(LoginProtocol.class), faults);
    assertThat(faults.list().toString()).contains("CHAP, MS_CHAP can check a login");
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
