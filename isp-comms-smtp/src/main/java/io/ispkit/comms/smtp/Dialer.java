package io.ispkit.comms.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * Connects sockets: tries all addresses of the host in turn (RFC 5321 section 5.1), with implicit
 * TLS checks the server's identity, and sets the time-outs. Thread-safe.
 */
final class Dialer {

  private final SmtpOptions options;
  private final ScheduledExecutorService timer;

  Dialer(SmtpOptions options, ScheduledExecutorService timer) {
    this.options = options;
    this.timer = timer;
  }

  Socket dial() throws IOException {
    IOException failed = new IOException("no address");
    for (InetAddress address : InetAddress.getAllByName(options.host())) {
      try {
        // carries the name as configured: TLS checks it, and nobody asks DNS for the reverse
        return dial(InetAddress.getByAddress(options.host(), address.getAddress()));
      } catch (IOException e) {
        e.addSuppressed(failed);
        failed = e;
      }
    }
    throw failed;
  }

  // The socket is the caller's to close, and is closed here when anything fails.
  @SuppressWarnings("resource")
  private Socket dial(InetAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      int connectMillis = Math.toIntExact(options.timeouts().connect().toMillis());
      socket.connect(new InetSocketAddress(address, options.port()), connectMillis);
      socket.setTcpNoDelay(true);
      int writeMillis = Math.toIntExact(options.timeouts().write().toMillis());
      Socket limited = new WriteTimeoutSocket(socket, writeMillis, timer);
      Socket ready = limited;
      if (options.tls() == SmtpOptions.Tls.IMPLICIT) {
        limited.setSoTimeout(connectMillis);
        SSLSocket secure =
            (SSLSocket)
                options.sockets().createSocket(limited, options.host(), options.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        ready = secure;
      }
      ready.setSoTimeout(Math.toIntExact(options.timeouts().read().toMillis()));
      return ready;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
