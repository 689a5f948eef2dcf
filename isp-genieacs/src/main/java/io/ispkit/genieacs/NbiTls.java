package io.ispkit.genieacs;

import io.ispkit.core.config.Options;
import io.ispkit.core.connection.TrustedCertificates;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Who we are to the proxy before the northbound interface, and whom of it we trust. */
final class NbiTls {

  static final String KEY = "client_key";
  static final String PASSWORD = "client_key_password";
  static final String TRUSTED = "trusted_certificates";

  private NbiTls() {}

  /** Null when the options say nothing of it: then it is the JDK's default. */
  static @Nullable SSLContext read(Options options, Faults faults) {
    Optional<Path> key = options.optionalPath(KEY);
    Optional<Secret> password = options.optionalSecret(PASSWORD);
    Optional<Path> trusted = options.optionalPath(TRUSTED);
    if (key.isPresent() != password.isPresent()) {
      faults.add(
          key.isPresent() ? PASSWORD : KEY,
          "",
          "both " + KEY + " and " + PASSWORD + ", or neither");
      return null;
    }
    if (key.isEmpty() && trusted.isEmpty()) {
      return null;
    }
    if (!"https".equals(options.uri("url").getScheme())) {
      faults.add("url", "", "https, for " + (key.isPresent() ? KEY : TRUSTED) + " is given");
      return null;
    }
    KeyManager[] ours = null;
    TrustManager[] theirs = null;
    if (key.isPresent() && password.isPresent()) {
      try {
        ours = keys(key.get(), password.get());
      } catch (IOException | GeneralSecurityException broken) {
        faults.add(
            KEY,
            key.get().toString(),
            "a readable PKCS#12 file with a private key, under that password ("
                + broken.getClass().getName()
                + ")");
      }
    }
    if (trusted.isPresent()) {
      try {
        theirs = TrustedCertificates.of(trusted.get());
      } catch (IOException | GeneralSecurityException broken) {
        faults.add(
            TRUSTED,
            trusted.get().toString(),
            "a readable PEM file with at least one certificate ("
                + broken.getClass().getName()
                + ")");
      }
    }
    return context(ours, theirs);
  }

  private static SSLContext context(
      KeyManager @Nullable [] ours, TrustManager @Nullable [] theirs) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours, theirs, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  private static KeyManager[] keys(Path file, Secret password)
      throws IOException, GeneralSecurityException {
    char[] opens = password.reveal().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, opens);
    }
    boolean any = false;
    for (String alias : Collections.list(store.aliases())) {
      any |= store.isKeyEntry(alias);
    }
    if (!any) {
      throw new IOException("no private key");
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, opens);
    return factory.getKeyManagers();
  }
}
