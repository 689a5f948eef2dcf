package io.ispkit.genieacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.ispkit.core.outcome.Outcome;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy before the northbound interface that wants a certificate of its callers. */
class NbiTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private @Nullable HttpsServer proxy;
  private int port;

  @BeforeAll
  static void generate() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "us",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12");
    keytool("-exportcert", "-alias", "us", "-rfc", "-file", pem().toString());
  }

  private static Path both() {
    return folder.resolve("both.p12");
  }

  @BeforeEach
  void start() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(both())) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    KeyStore callers = KeyStore.getInstance("PKCS12");
    callers.load(null, null);
    callers.setCertificateEntry("us", store.getCertificate("us"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(callers);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] none = "[\n\n]".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    port = server.getAddress().getPort();
    proxy = server;
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.stop(0);
    }
  }

  private static Path pem() {
    return folder.resolve("trusted.pem");
  }

  private Acs acs() {
    return new Acs(URI.create("https://localhost:" + port))
        .patient()
        .with("trusted_certificates", pem().toString());
  }

  @Test
  void onlyACallerWithTheCertificateIsServed() {
    Acs known = acs().with("client_key", both().toString()).with("client_key_password", PASSWORD);
    try (GenieAcsDevices devices = known.open()) {
      assertThat(devices.acs().bySerial("A").orElseThrow()).isEmpty();
    }
    try (GenieAcsDevices devices = acs().open()) {
      assertThat(devices.acs().bySerial("A")).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void allThatIsWrongWithTheFilesIsSaidAtOnceAndWithoutThePassword() {
    assertThatThrownBy(
            () ->
                acs()
                    .with("client_key", both().toString())
                    .with("client_key_password", "x1")
                    .open())
        .hasMessageContaining("client_key")
        .hasMessageContaining("PKCS#12")
        .hasMessageNotContaining("x1");
    assertThatThrownBy(() -> acs().with("client_key", both().toString()).open())
        .hasMessageContaining("both client_key and client_key_password");
    assertThatThrownBy(() -> acs().with("trusted_certificates", both().toString()).open())
        .hasMessageContaining("PEM");
    assertThatThrownBy(() -> acs().with("url", "http://localhost:1").open())
        .hasMessageContaining("https");
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", both().toString(), "-storepass", PASSWORD));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
  }
}
