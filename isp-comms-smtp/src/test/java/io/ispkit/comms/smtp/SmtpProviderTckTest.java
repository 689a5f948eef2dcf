package io.ispkit.comms.smtp;

import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.testkit.comms.ChannelProviderKit;
import io.ispkit.testkit.comms.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class SmtpProviderTckTest extends ChannelProviderKit {

  private final List<ScriptedSmtpServer> servers = new ArrayList<>();

  @Override
  protected ChannelProvider provider() {
    return new SmtpProvider();
  }

  @Override
  protected String recipient() {
    return "jane@customer.test";
  }

  @Override
  protected int taken() {
    return servers.stream().mapToInt(server -> server.mails().size()).sum();
  }

  @Override
  protected Optional<Map<String, Object>> account(Situation situation) {
    if (situation == Situation.IS_AWAY) {
      return Optional.of(options(closedPort(), "20s"));
    }
    ScriptedSmtpServer server = new ScriptedSmtpServer();
    servers.add(server);
    switch (situation) {
      case THROTTLES -> server.on("RCPT", "450 4.7.1 try again later");
      case HANGS_BEFORE_THE_MESSAGE -> server.on("greeting", ScriptedSmtpServer.HANG);
      case HANGS_AFTER_THE_MESSAGE -> server.on(".", ScriptedSmtpServer.HANG);
      case BREAKS_AFTER_THE_MESSAGE -> server.on(".", ScriptedSmtpServer.RESET);
      case REFUSES_THE_RECIPIENT -> server.on("RCPT", "550 5.1.1 User unknown");
      case REFUSES_THE_CONTENT -> server.on(".", "554 5.7.1 looks like spam");
      case REFUSES_THE_ACCOUNT -> server.on("AUTH", "535 5.7.8 wrong");
      default -> {}
    }
    boolean hangs = situation.name().startsWith("HANGS");
    return Optional.of(options(server.port(), hangs ? "1s" : "20s"));
  }

  private static Map<String, Object> options(int port, String patience) {
    return Map.ofEntries(
        Map.entry("host", "127.0.0.1"),
        Map.entry("port", port),
        Map.entry("tls", "none"),
        Map.entry("username", "billing@isp.test"),
        Map.entry("password", "CANARY-7f3a9c"),
        Map.entry("from", "billing@isp.test"),
        Map.entry("from_name", "ISP"),
        Map.entry("connect_timeout", "20s"),
        Map.entry("read_timeout", patience),
        Map.entry("accept_timeout", patience));
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stopServers() throws IOException {
    for (ScriptedSmtpServer server : servers) {
      server.close();
    }
  }
}
