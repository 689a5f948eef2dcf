package io.ispkit.comms.smtp;

import io.ispkit.core.connection.TrustedCertificates;
import io.ispkit.core.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Whom an account trusts: the certificates of the Java runtime, or those of one PEM file. */
final class TrustedSockets {

  private TrustedSockets() {}

  static SSLSocketFactory sockets(Optional<Path> file, Faults faults) {
    if (file.isPresent()) {
      try {
        return trusting(file.get());
      } catch (IOException | GeneralSecurityException e) {
        faults.add(
            "trusted_certificates",
            file.get().toString(),
            "a readable PEM file with at least one certificate (" + e.getClass().getName() + ")");
      }
    }
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  private static SSLSocketFactory trusting(Path file) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, TrustedCertificates.of(file), null);
    return context.getSocketFactory();
  }
}
