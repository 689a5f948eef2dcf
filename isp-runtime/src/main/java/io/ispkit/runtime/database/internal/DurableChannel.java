package io.ispkit.runtime.database.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.h2.store.fs.FileBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 store whose header always names the newest chunk.
 *
 * <p>H2 finds its newest chunk after a crash by following a chain from the chunk in the header:
 * each chunk names the place where the next one is expected. When a chunk has to go elsewhere, H2
 * (2.2.220 to 2.5.252) writes the header again, but with the chunk <em>before</em> it, whose chain
 * leads to nothing; so as soon as a store uses freed space again, the newest commits can be lost
 * when the process is killed, although they were acknowledged. Here the first block of the header
 * is written after each chunk, and names it. The second block names a chunk that has been forced to
 * the disk: after a power failure the disk may hold the first block and not yet its chunk.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // by position a file needs no lock
final class DurableChannel extends FileBase {

  private static final Logger LOG = LoggerFactory.getLogger(DurableChannel.class);

  private static final int BLOCK = StoreHeader.BLOCK_SIZE;

  /** Below H2's retention time of 45 s, before which it does not write over a chunk. */
  private static final long FRESH = TimeUnit.SECONDS.toNanos(20);

  private final SteadyFile file;
  private final Consumer<DurableChannel> whenClosed;
  private @Nullable StoreHeader header;
  private @Nullable ChunkPlace newest;
  private @Nullable ChunkPlace forced;
  private boolean chained = true;
  private long forcedAt;

  /** For who reads or writes on from where it is; H2's store does not. */
  private long at;

  DurableChannel(SteadyFile file, Consumer<DurableChannel> whenClosed) throws IOException {
    this.file = file;
    this.whenClosed = whenClosed;
    for (int block = 0; block < 2 && header == null && file.size() >= 2 * BLOCK; block++) {
      ByteBuffer read = ByteBuffer.allocate(BLOCK);
      while (read.hasRemaining() && file.read(read, block * (long) BLOCK + read.position()) > 0) {
        // goes on until the block is whole
      }
      header = StoreHeader.in(read.flip());
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    ByteBuffer content = source.duplicate();
    int length = file.write(source, position);
    if (position == 0 && length == 2 * BLOCK) {
      headerWritten(content);
    } else if (position >= 2 * BLOCK) {
      ChunkPlace chunk = ChunkPlace.in(content, position);
      if (chunk != null) {
        chunkWritten(chunk);
      }
    }
    return length;
  }

  private synchronized void headerWritten(ByteBuffer content) throws IOException {
    header = StoreHeader.in(content);
    if (header == null) {
      LOG.warn(
          "the header of this H2 store is of an unknown form: a crash may lose its last commits");
      return;
    }
    ChunkPlace named = header.newest();
    if (newest == null || (named != null && named.version() > newest.version())) {
      newest = named;
      chained = true;
    } else if (!header.clean()) {
      writeHeaders(header);
    }
  }

  private synchronized void chunkWritten(ChunkPlace chunk) throws IOException {
    if (newest != null && chunk.version() <= newest.version()) {
      return; // an older one, moved by a compaction
    }
    chained = chained && newest != null && newest.next() == chunk.block();
    newest = chunk;
    if (header != null) {
      file.write(header.blockFor(chunk), 0);
    }
  }

  /** Undoes what H2 has just written over both blocks. */
  private void writeHeaders(StoreHeader current) throws IOException {
    if (newest != null) {
      file.write(current.blockFor(newest), 0);
    }
    if (forced != null) {
      file.write(current.blockFor(forced), BLOCK);
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    ChunkPlace chunk;
    boolean reachable;
    synchronized (this) {
      chunk = newest;
      reachable = chained && System.nanoTime() - forcedAt < FRESH;
      chained = true;
      forcedAt = System.nanoTime();
    }
    file.force(metaData);
    if (chunk == null || !mark(chunk)) {
      return;
    }
    if (!reachable) {
      // The chain from the chunk that the disk knows of may be broken.
      file.force(false);
    }
  }

  private synchronized boolean mark(ChunkPlace chunk) throws IOException {
    if (header == null || header.clean() || chunk.equals(forced)) {
      return false; // H2 forces the header of an orderly close itself
    }
    forced = chunk;
    file.write(header.blockFor(chunk), BLOCK);
    return true;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return file.read(target, position);
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int length = file.read(target, at);
    at += Math.max(0, length);
    return length;
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    int length = write(source, at);
    at += length;
    return length;
  }

  @Override
  public synchronized long position() {
    return at;
  }

  @Override
  public synchronized FileChannel position(long position) {
    at = position;
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    whenClosed.accept(this);
    file.close();
  }

  @Override
  public String toString() {
    return DurablePath.SCHEME + ":" + file;
  }
}
