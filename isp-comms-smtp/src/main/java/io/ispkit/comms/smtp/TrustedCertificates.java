package io.ispkit.comms.smtp;

import io.ispkit.core.fault.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom an account trusts: the certificates of the Java runtime, or those of one PEM file. */
final class TrustedCertificates {

  private TrustedCertificates() {}

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
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException("no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
