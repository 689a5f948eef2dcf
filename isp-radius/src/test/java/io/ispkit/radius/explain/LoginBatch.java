package io.ispkit.radius.explain;

import io.ispkit.radius.access.internal.NtHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Asks a RADIUS server many logins at once over one socket, each with an identifier of its own. */
final class LoginBatch {

  private static final byte[] SECRET = "testing123".getBytes(StandardCharsets.US_ASCII);

  /** Less than the server has threads and connections: it rejects who finds none free. */
  private static final int IN_FLIGHT = 4;

  private static final long ANSWER_MILLIS = 20_000;
  private static final int MICROSOFT = 311;

  private final int port;
  private final Random random;

  LoginBatch(int port, Random random) {
    this.port = port;
    this.random = random;
  }

  /** One attribute by number or vendor and number, with its value in hexadecimal digits. */
  record Attribute(String number, String value) {}

  /**
   * An answer, without what belongs to the login itself.
   *
   * @param at when it came
   */
  record Answer(boolean accept, List<Attribute> attributes, Instant at) {}

  /** An attribute of the request; vendor 0 for none. */
  record Sent(int vendor, int number, byte[] value) {}

  /** A login to be asked. */
  record Login(String username, LoginMethod method, String password, List<Sent> more) {}

  private record Asked(int index, byte[] authenticator) {}

  /** The answers in the order of the logins. */
  List<Answer> ask(List<Login> logins) throws Exception {
    Answer[] answers = new Answer[logins.size()];
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      free.add(i);
    }
    Map<Integer, Asked> asked = new HashMap<>();
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      int next = 0;
      int done = 0;
      ByteBuffer buffer = ByteBuffer.allocate(4096);
      while (done < logins.size()) {
        while (next < logins.size() && !free.isEmpty()) {
          int id = free.remove();
          byte[] authenticator = new byte[16];
          random.nextBytes(authenticator);
          channel.write(ByteBuffer.wrap(packet(id, authenticator, logins.get(next))));
          asked.put(id, new Asked(next, authenticator));
          next++;
        }
        if (selector.select(ANSWER_MILLIS) == 0) {
          throw new AssertionError("no answer to " + asked.size() + " logins");
        }
        selector.selectedKeys().clear();
        buffer.clear();
        while (channel.read(buffer) > 0) {
          byte[] packet = Arrays.copyOf(buffer.array(), buffer.position());
          Asked request = asked.remove(packet[1] & 255);
          answers[request.index()] = answer(packet, request.authenticator());
          // at the end: a duplicate within the server's memory would be answered as before
          free.addLast(packet[1] & 255);
          done++;
          buffer.clear();
        }
      }
    }
    return List.of(answers);
  }

  private static byte[] packet(int id, byte[] authenticator, Login login)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(attribute(80, new byte[16]));
    body.write(attribute(1, login.username().getBytes(StandardCharsets.UTF_8)));
    byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
    switch (login.method()) {
      case PAP -> body.write(attribute(2, hidden(password, authenticator)));
      case CHAP -> body.write(attribute(3, chap(password, authenticator)));
      case MS_CHAP -> {
        byte[] challenge = Arrays.copyOf(authenticator, 8);
        body.write(vendor(MICROSOFT, 11, challenge));
        body.write(vendor(MICROSOFT, 1, msChap(login.password(), challenge)));
      }
    }
    for (Sent sent : login.more()) {
      body.write(
          sent.vendor() == 0
              ? attribute(sent.number(), sent.value())
              : vendor(sent.vendor(), sent.number(), sent.value()));
    }
    byte[] packet = new byte[20 + body.size()];
    packet[0] = 1;
    packet[1] = (byte) id;
    packet[2] = (byte) (packet.length >> 8);
    packet[3] = (byte) packet.length;
    System.arraycopy(authenticator, 0, packet, 4, 16);
    System.arraycopy(body.toByteArray(), 0, packet, 20, body.size());
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(SECRET, "HmacMD5"));
    System.arraycopy(mac.doFinal(packet), 0, packet, 22, 16);
    return packet;
  }

  private static byte[] hidden(byte[] password, byte[] authenticator)
      throws GeneralSecurityException {
    byte[] hidden = Arrays.copyOf(password, Math.max(16, (password.length + 15) / 16 * 16));
    byte[] previous = authenticator;
    for (int i = 0; i < hidden.length; i += 16) {
      byte[] key = md5(SECRET, previous);
      for (int j = 0; j < 16; j++) {
        hidden[i + j] ^= key[j];
      }
      previous = Arrays.copyOfRange(hidden, i, i + 16);
    }
    return hidden;
  }

  private static byte[] chap(byte[] password, byte[] authenticator)
      throws GeneralSecurityException {
    byte[] response = new byte[17];
    response[0] = 7;
    System.arraycopy(md5(new byte[] {7}, password, authenticator), 0, response, 1, 16);
    return response;
  }

  /** The response of MS-CHAP, version 1 (RFC 2433): three times DES with the NT hash. */
  private static byte[] msChap(String password, byte[] challenge) throws GeneralSecurityException {
    byte[] hash = HexFormat.of().parseHex(NtHash.of(password));
    byte[] keys = Arrays.copyOf(hash, 21);
    byte[] response = new byte[50];
    response[1] = 1;
    for (int i = 0; i < 3; i++) {
      Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
      byte[] key = spread(Arrays.copyOfRange(keys, i * 7, i * 7 + 7));
      des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      System.arraycopy(des.doFinal(challenge), 0, response, 26 + i * 8, 8);
    }
    return response;
  }

  /** Seven bytes as eight with room for parity. */
  private static byte[] spread(byte[] seven) {
    byte[] eight = new byte[8];
    for (int bit = 0; bit < 56; bit++) {
      if ((seven[bit / 8] & 0x80 >> bit % 8) != 0) {
        eight[bit / 7] |= (byte) (0x80 >> bit % 7);
      }
    }
    return eight;
  }

  private static Answer answer(byte[] packet, byte[] authenticator)
      throws GeneralSecurityException {
    byte[] signed = packet.clone();
    System.arraycopy(authenticator, 0, signed, 4, 16);
    if (!Arrays.equals(md5(signed, SECRET), Arrays.copyOfRange(packet, 4, 20))) {
      throw new AssertionError("the answer is not signed with the shared secret");
    }
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 20; i < packet.length; i += packet[i + 1] & 255) {
      int end = i + (packet[i + 1] & 255);
      int number = packet[i] & 255;
      if (number == 26) {
        int vendor = ByteBuffer.wrap(packet, i + 2, 4).getInt();
        if (vendor != MICROSOFT) {
          String value = HexFormat.of().formatHex(packet, i + 8, end);
          attributes.add(new Attribute(vendor + "." + (packet[i + 6] & 255), value));
        }
      } else if (number != 80) {
        attributes.add(new Attribute("" + number, HexFormat.of().formatHex(packet, i + 2, end)));
      }
    }
    return new Answer(packet[0] == 2, attributes, Instant.now());
  }

  private static byte[] attribute(int type, byte[] value) {
    byte[] attribute = new byte[value.length + 2];
    attribute[0] = (byte) type;
    attribute[1] = (byte) attribute.length;
    System.arraycopy(value, 0, attribute, 2, value.length);
    return attribute;
  }

  private static byte[] vendor(int vendor, int type, byte[] value) {
    byte[] inner = attribute(type, value);
    return attribute(26, ByteBuffer.allocate(4 + inner.length).putInt(vendor).put(inner).array());
  }

  private static byte[] md5(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
