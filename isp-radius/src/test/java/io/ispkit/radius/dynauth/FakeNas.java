package io.ispkit.radius.dynauth;

import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A NAS on loopback that does what a test says. It signs by code of its own, so that it shares no
 * mistake with the client.
 */
public final class FakeNas implements AutoCloseable {

  public static final int DISCONNECT_ACK = 41;
  public static final int DISCONNECT_NAK = 42;
  public static final int COA_ACK = 44;
  public static final int COA_NAK = 45;
  public static final String SECRET = "testing123";

  /** What came, and from where. */
  public record Received(byte[] packet, SocketAddress from) {

    public int id() {
      return packet[1] & 255;
    }

    public int ackCode() {
      return (packet[0] & 255) + 1;
    }
  }

  /** What a NAS does with a request; called by its one thread. */
  public interface Behaviour {
    void on(Received request, FakeNas nas) throws IOException;
  }

  private final DatagramSocket socket;
  private final Behaviour behaviour;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Thread thread;

  public FakeNas(Behaviour behaviour) throws IOException {
    this(InetAddress.getByName("127.0.0.1"), behaviour);
  }

  public FakeNas(InetAddress address, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    socket = new DatagramSocket(new InetSocketAddress(address, 0));
    socket.setReceiveBufferSize(1 << 22);
    thread = new Thread(this::serve, "fake-nas");
    thread.setDaemon(true);
    thread.start();
  }

  public static FakeNas silent() throws IOException {
    return new FakeNas((request, nas) -> {});
  }

  public static FakeNas answering(int code, byte[]... attributes) throws IOException {
    return new FakeNas(
        (request, nas) -> nas.send(answer(code, request, SECRET, attributes), request.from()));
  }

  public NasTarget target() {
    return NasTarget.of(socket.getLocalAddress(), socket.getLocalPort(), Secret.of(SECRET));
  }

  public List<Received> received() {
    return received;
  }

  public void send(byte[] packet, SocketAddress to) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, to));
  }

  /** Sends from the same address, but another port. */
  public void sendFromElsewhere(byte[] packet, SocketAddress to) throws IOException {
    try (DatagramSocket other =
        new DatagramSocket(new InetSocketAddress(socket.getLocalAddress(), 0))) {
      other.send(new DatagramPacket(packet, packet.length, to));
    }
  }

  public static byte[] errorCause(int number) {
    return ByteBuffer.allocate(6).put((byte) 101).put((byte) 6).putInt(number).array();
  }

  /** An answer to the request that verifies under the secret. */
  public static byte[] answer(int code, Received request, String secret, byte[]... attributes) {
    return signed(unsigned(code, request, attributes), secret);
  }

  /** The same with a Message-Authenticator in front, right or wrong. */
  public static byte[] answerWithMessageAuthenticator(
      int code, Received request, boolean right, byte[]... attributes) {
    byte[][] all = Arrays.copyOf(attributes, attributes.length + 1);
    System.arraycopy(attributes, 0, all, 1, attributes.length);
    all[0] = Arrays.copyOf(new byte[] {80, 18}, 18);
    byte[] packet = unsigned(code, request, all);
    byte[] mac = hmac(packet, SECRET);
    mac[3] ^= (byte) (right ? 0 : 1);
    System.arraycopy(mac, 0, packet, 22, 16);
    return signed(packet, SECRET);
  }

  public static boolean isValid(byte[] request, String secret) {
    byte[] zeroed = request.clone();
    Arrays.fill(zeroed, 4, 20, (byte) 0);
    byte[] signed = signed(zeroed.clone(), secret);
    boolean valid = Arrays.equals(signed, request);
    if (request[20] == 80) {
      Arrays.fill(zeroed, 22, 38, (byte) 0);
      valid &= Arrays.equals(hmac(zeroed, secret), Arrays.copyOfRange(request, 22, 38));
    }
    return valid;
  }

  private static byte[] unsigned(int code, Received request, byte[]... attributes) {
    int length = 20 + Arrays.stream(attributes).mapToInt(each -> each.length).sum();
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) code).put((byte) request.id()).putShort((short) length);
    packet.put(request.packet(), 4, 16);
    for (byte[] attribute : attributes) {
      packet.put(attribute);
    }
    return packet.array();
  }

  private static byte[] signed(byte[] packet, String secret) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(packet);
      md5.update(secret.getBytes(StandardCharsets.US_ASCII));
      System.arraycopy(md5.digest(), 0, packet, 4, 16);
      return packet;
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  private static byte[] hmac(byte[] packet, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacMD5"));
      return mac.doFinal(packet);
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
        Received request = new Received(octets, packet.getSocketAddress());
        received.add(request);
        behaviour.on(request, this);
      } catch (IOException closed) {
        if (!socket.isClosed()) {
          throw new AssertionError(closed);
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.close();
    thread.join();
  }
}
