package io.ispkit.runtime.database.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk of an H2 store begins. Each commit writes one; it starts with a line {@code
 * chunk:…,len:…,…,next:…,…,version:…}, numbers in hexadecimal.
 *
 * @param version of the store; it grows with each chunk
 * @param block in blocks of {@value StoreHeader#BLOCK_SIZE} bytes
 * @param next the block where recovery will look for the chunk that follows, or 0
 */
record ChunkPlace(long version, int id, long block, long next) {

  private static final int LONGEST_LINE = 1024;

  /** The chunk that the buffer holds, or null when it holds something else. */
  static @Nullable ChunkPlace in(ByteBuffer buffer, long position) {
    byte[] start = new byte[Math.min(LONGEST_LINE, buffer.remaining())];
    buffer.duplicate().get(start);
    String line = new String(start, StandardCharsets.ISO_8859_1);
    int end = line.indexOf('\n');
    if (!line.startsWith("chunk:") || end < 0) {
      return null;
    }
    try {
      Map<String, String> found = DataUtils.parseMap(line.substring(0, end).stripTrailing());
      String id = found.get("chunk");
      String version = found.get("version");
      if (id == null || version == null) {
        return null;
      }
      return new ChunkPlace(
          Long.parseLong(version, 16),
          Integer.parseInt(id, 16),
          position / StoreHeader.BLOCK_SIZE,
          Long.parseLong(found.getOrDefault("next", "0"), 16));
    } catch (MVStoreException | NumberFormatException e) {
      return null;
    }
  }
}
