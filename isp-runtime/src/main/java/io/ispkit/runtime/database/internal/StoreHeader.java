package io.ispkit.runtime.database.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The header of an H2 store: the first two blocks of its file hold the same line, {@code
 * H:2,block:…,blockSize:1000,chunk:…,…,fletcher:…}, numbers in hexadecimal, the last one a checksum
 * of what is before it. Source: H2, {@code FileStore.writeStoreHeader} and {@code
 * RandomAccessStore.readStoreHeader}, 2.2.220 to 2.5.252.
 *
 * @param attributes all but the checksum
 */
record StoreHeader(Map<String, String> attributes) {

  static final int BLOCK_SIZE = 4096;

  private static final String CLEAN = "clean";
  private static final String FLETCHER = "fletcher";

  StoreHeader {
    attributes = Map.copyOf(attributes);
  }

  /** The header at the buffer's position, or null if there is none that is sound. */
  static @Nullable StoreHeader in(ByteBuffer buffer) {
    byte[] block = new byte[Math.min(BLOCK_SIZE, buffer.remaining())];
    buffer.duplicate().get(block);
    String line = new String(block, StandardCharsets.ISO_8859_1);
    int sum = line.indexOf("," + FLETCHER + ":");
    int end = line.indexOf('\n');
    if (!line.startsWith("H:") || sum < 0 || end < sum) {
      return null;
    }
    try {
      Map<String, String> found = DataUtils.parseMap(line.substring(0, end));
      String checksum = found.remove(FLETCHER);
      boolean sound =
          checksum != null
              && (int) Long.parseLong(checksum, 16) == DataUtils.getFletcher32(block, 0, sum);
      return sound ? new StoreHeader(found) : null;
    } catch (MVStoreException | NumberFormatException e) {
      return null;
    }
  }

  /** Written when the store was closed in order. */
  boolean clean() {
    return attributes.containsKey(CLEAN);
  }

  /** The newest chunk that the header knows, or null in a new store. */
  @Nullable ChunkPlace newest() {
    String block = attributes.get("block");
    String chunk = attributes.get("chunk");
    String version = attributes.get("version");
    if (block == null || chunk == null || version == null) {
      return null;
    }
    return new ChunkPlace(
        Long.parseLong(version, 16), Integer.parseInt(chunk, 16), Long.parseLong(block, 16), 0);
  }

  /** One block with the header of a store in use whose newest chunk is {@code newest}. */
  ByteBuffer blockFor(ChunkPlace newest) {
    HashMap<String, String> all = new HashMap<>(attributes);
    all.remove(CLEAN);
    all.put("block", Long.toHexString(newest.block()));
    all.put("chunk", Integer.toHexString(newest.id()));
    all.put("version", Long.toHexString(newest.version()));
    StringBuilder line = DataUtils.appendMap(new StringBuilder(), all);
    byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
    DataUtils.appendMap(line, FLETCHER, DataUtils.getFletcher32(bytes, 0, bytes.length));
    ByteBuffer block = ByteBuffer.allocate(BLOCK_SIZE);
    block.put(line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1));
    return block.rewind();
  }
}
