package io.ispkit.comms.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.comms.api.Channel;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.api.OutboundMessage;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.testkit.comms.TestContext;
import io.ispkit.testkit.time.SettableClock;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trusted certificate counts only for the host that it names. */
class SmtpTlsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "implicit, localhost,     Accepted",
    "starttls, localhost,     Accepted",
    "implicit, other.example, ProviderDown",
    "starttls, other.example, ProviderDown"
  })
  void sendsOnlyToTheHostThatTheCertificateNames(String tls, String named, String outcome)
      throws Exception {
    SSLContext identity = identity(named);
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer()
            .speaking(identity, tls.equals("implicit"))
            .on("STARTTLS", "220 go ahead")
            .on("EHLO", "250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN")) {
      Map<String, Object> options =
          Map.of(
              "host",
              "localhost",
              "port",
              server.port(),
              "tls",
              tls,
              "trusted_certificates",
              folder.resolve("server.pem").toString(),
              "from",
              "billing@isp.test");
      SmtpProvider provider = new SmtpProvider();
      ChannelType email = new ChannelType("email");
      try (Channel channel =
          provider.open(TestContext.of(email, provider.options(), options, new SettableClock()))) {
        SendOutcome sent = channel.send(message(email));
        assertThat(sent.getClass().getSimpleName()).as("%s", sent).isEqualTo(outcome);
      }
      assertThat(server.mails()).hasSize(outcome.equals("Accepted") ? 1 : 0);
    }
  }

  private SSLContext identity(String host) throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-file",
        folder.resolve("server.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static OutboundMessage message(ChannelType email) {
    return new OutboundMessage(
        "m",
        "a",
        email,
        "jane@customer.test",
        "Hi",
        "Text",
        null,
        List.of(),
        Locale.ENGLISH,
        "service",
        Map.of());
  }
}
