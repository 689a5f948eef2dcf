package io.ispkit.radius.bulk;

import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.LoginProtocol;
import io.ispkit.radius.login.AcceptedLogin;
import io.ispkit.radius.login.LoginClient;

/** Logs a subscriber in at the real server. May block; called without a connection held. */
@FunctionalInterface
public interface LoginProof {

  /**
   * Logs in.
   *
   * @return done with whether the server let the subscriber in; refused or unknown when it did not
   *     answer
   */
  Outcome<Boolean> login(String username, Secret password);

  /**
   * By an Access-Request to a RADIUS server that reads these tables. A server that asks for more
   * than a password has not let the subscriber in.
   *
   * @param protocol what the NAS speak: PAP for every stored form, NT-Password among them; CHAP for
   *     clear text only, so that a wrong form is found out. MS-CHAP is not spoken: prove
   *     NT-Password by PAP, which shows that the hash is right
   * @throws IllegalArgumentException the protocol is neither
   */
  static LoginProof by(LoginClient client, LoginProtocol protocol) {
    if (protocol == LoginProtocol.MS_CHAP) {
      throw new IllegalArgumentException("protocol: expected PAP or CHAP, but was MS_CHAP");
    }
    return (username, password) -> {
      Outcome<AcceptedLogin> login = client.login(username, password, protocol);
      boolean answered =
          login instanceof Outcome.Refused<AcceptedLogin> refused
              && refused.refusal().code().startsWith("access_");
      return answered ? Outcome.done(false) : login.map(accepted -> true);
    };
  }
}
