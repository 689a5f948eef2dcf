package io.ispkit.radius;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Asks a RADIUS server to let users in (RFC 2865), with the JDK alone. */
final class RadiusClient {

  private static final int ACCESS_REQUEST = 1;
  private static final int USER_NAME = 1;
  private static final int USER_PASSWORD = 2;
  private static final int CHAP_PASSWORD = 3;
  private static final int NAS_IP_ADDRESS = 4;
  private static final int VENDOR_SPECIFIC = 26;
  private static final int MESSAGE_AUTHENTICATOR = 80;
  private static final byte[] SECRET = "testing123".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final int port;
  private final SecureRandom random = new SecureRandom();

  RadiusClient(int port) {
    this.port = port;
  }

  /**
   * An answer.
   *
   * @param code 2 accept, 3 reject
   * @param attributes by number ({@code 27}) or vendor and number ({@code 14988.8}); values in
   *     hexadecimal digits
   */
  record Answer(int code, Map<String, String> attributes) {

    boolean accepts() {
      return code == 2;
    }
  }

  Answer pap(String username, String password) throws Exception {
    byte[] authenticator = nonce();
    byte[] hidden = password.getBytes(StandardCharsets.UTF_8);
    hidden = Arrays.copyOf(hidden, Math.max(16, (hidden.length + 15) / 16 * 16));
    byte[] previous = authenticator;
    for (int i = 0; i < hidden.length; i += 16) {
      byte[] key = md5(SECRET, previous);
      for (int j = 0; j < 16; j++) {
        hidden[i + j] ^= key[j];
      }
      previous = Arrays.copyOfRange(hidden, i, i + 16);
    }
    return ask(username, authenticator, attribute(USER_PASSWORD, hidden));
  }

  Answer chap(String username, String password) throws Exception {
    byte[] authenticator = nonce();
    byte[] response = new byte[17];
    response[0] = 7;
    byte[] digest = md5(new byte[] {7}, password.getBytes(StandardCharsets.UTF_8), authenticator);
    System.arraycopy(digest, 0, response, 1, 16);
    return ask(username, authenticator, attribute(CHAP_PASSWORD, response));
  }

  private Answer ask(String username, byte[] authenticator, byte[] credential) throws Exception {
    byte[] request = request(username, authenticator, credential);
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.setSoTimeout(60_000);
      socket.send(
          new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      socket.receive(packet);
      return answer(Arrays.copyOf(packet.getData(), packet.getLength()), authenticator);
    }
  }

  private byte[] request(String username, byte[] authenticator, byte[] credential)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(attribute(MESSAGE_AUTHENTICATOR, new byte[16]));
    body.write(attribute(USER_NAME, username.getBytes(StandardCharsets.UTF_8)));
    body.write(credential);
    body.write(attribute(NAS_IP_ADDRESS, LOOPBACK));
    byte[] packet = new byte[20 + body.size()];
    packet[0] = ACCESS_REQUEST;
    packet[1] = (byte) random.nextInt(256);
    packet[2] = (byte) (packet.length >> 8);
    packet[3] = (byte) packet.length;
    System.arraycopy(authenticator, 0, packet, 4, 16);
    System.arraycopy(body.toByteArray(), 0, packet, 20, body.size());
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(SECRET, "HmacMD5"));
    System.arraycopy(mac.doFinal(packet), 0, packet, 22, 16);
    return packet;
  }

  private static Answer answer(byte[] packet, byte[] authenticator)
      throws GeneralSecurityException {
    byte[] signed = packet.clone();
    System.arraycopy(authenticator, 0, signed, 4, 16);
    if (!Arrays.equals(md5(signed, SECRET), Arrays.copyOfRange(packet, 4, 20))) {
      throw new AssertionError("the answer is not signed with the shared secret");
    }
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 20; i < packet.length; i += packet[i + 1] & 255) {
      int end = i + (packet[i + 1] & 255);
      String name = "" + (packet[i] & 255);
      int from = i + 2;
      if ((packet[i] & 255) == VENDOR_SPECIFIC) {
        int vendor = (packet[i + 4] & 255) << 8 | (packet[i + 5] & 255);
        name = vendor + "." + (packet[i + 6] & 255);
        from = i + 8;
      }
      String value = java.util.HexFormat.of().formatHex(packet, from, end);
      attributes.merge(name, value, (a, b) -> a + "," + b);
    }
    return new Answer(packet[0], attributes);
  }

  private byte[] nonce() {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return nonce;
  }

  private static byte[] attribute(int type, byte[] value) {
    byte[] attribute = new byte[value.length + 2];
    attribute[0] = (byte) type;
    attribute[1] = (byte) attribute.length;
    System.arraycopy(value, 0, attribute, 2, value.length);
    return attribute;
  }

  private static byte[] md5(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
