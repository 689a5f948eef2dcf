package io.ispkit.radius;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.internal.NtHash;
import io.ispkit.radius.access.internal.Sha512Crypt;
import java.util.random.RandomGenerator;

/** How a password stands in {@code radcheck}. */
enum PasswordForm {
  /** Serves every login protocol. */
  CLEARTEXT(Attributes.CLEARTEXT_PASSWORD) {
    @Override
    String store(Secret password, RandomGenerator random) {
      return password.reveal();
    }
  },
  /** MD4 of the UTF-16 text: PAP and MS-CHAP. */
  NT(Attributes.NT_PASSWORD) {
    @Override
    String store(Secret password, RandomGenerator random) {
      return NtHash.of(password.reveal());
    }
  },
  /** {@code $6$} of crypt(3): PAP only. */
  CRYPT_SHA512(Attributes.CRYPT_PASSWORD) {
    @Override
    String store(Secret password, RandomGenerator random) {
      return Sha512Crypt.of(password.reveal(), random);
    }
  };

  private final String attribute;

  PasswordForm(String attribute) {
    this.attribute = attribute;
  }

  String attribute() {
    return attribute;
  }

  /** What is written as the value of {@link #attribute}. */
  abstract String store(Secret password, RandomGenerator random);
}
