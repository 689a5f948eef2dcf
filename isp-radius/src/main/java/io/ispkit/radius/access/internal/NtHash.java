package io.ispkit.radius.access.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The NT hash of a password: MD4 (RFC 1320) of its UTF-16 text, low byte first (RFC 2759, 8.3). The
 * JDK has MD4 only where no program can reach it.
 */
public final class NtHash {

  private static final int[] FIRST_SHIFTS = {3, 7, 11, 19};
  private static final int[] SECOND_SHIFTS = {3, 5, 9, 13};
  private static final int[] THIRD_SHIFTS = {3, 9, 11, 15};
  private static final int[] THIRD_ORDER = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};

  private NtHash() {}

  /** 32 hexadecimal digits. */
  public static String of(String password) {
    return HexFormat.of().formatHex(md4(password.getBytes(StandardCharsets.UTF_16LE)));
  }

  /** RFC 1320. */
  public static byte[] md4(byte[] message) {
    int padded = (message.length + 8) / 64 * 64 + 64;
    ByteBuffer buffer = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(message).put((byte) 0x80).putLong(padded - 8, message.length * 8L).rewind();
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    int[] block = new int[16];
    while (buffer.hasRemaining()) {
      for (int i = 0; i < 16; i++) {
        block[i] = buffer.getInt();
      }
      mix(state, block);
    }
    ByteBuffer digest = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : state) {
      digest.putInt(word);
    }
    return digest.array();
  }

  private static void mix(int[] state, int[] block) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    for (int step = 0; step < 48; step++) {
      int i = step % 16;
      int mixed;
      int shift;
      if (step < 16) {
        mixed = a + ((b & c) | (~b & d)) + block[i];
        shift = FIRST_SHIFTS[i % 4];
      } else if (step < 32) {
        mixed = a + ((b & c) | (b & d) | (c & d)) + block[i % 4 * 4 + i / 4] + 0x5a827999;
        shift = SECOND_SHIFTS[i % 4];
      } else {
        mixed = a + (b ^ c ^ d) + block[THIRD_ORDER[i]] + 0x6ed9eba1;
        shift = THIRD_SHIFTS[i % 4];
      }
      a = d;
      d = c;
      c = b;
      b = Integer.rotateLeft(mixed, shift);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
}
