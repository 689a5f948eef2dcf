package io.ispkit.runtime.database.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that an interrupted thread does not close. A {@link FileChannel} is closed, for all who
 * use it, as soon as a thread that is interrupted reads or writes it: H2 then gives its store up in
 * the middle of whatever the others do. Here an interruption waits until the operation has ended;
 * one that comes while it is under way closes the channel all the same, so the file is opened again
 * and the operation repeated. Each names its position, and can be. Thread-safe.
 */
final class SteadyFile {

  private static final int MOST_TRIES = 100;

  private final Opening opening;
  private volatile FileChannel channel;
  private @Nullable SteadyLock lock;
  private boolean closed;

  /** Opens the file, again and again. */
  @FunctionalInterface
  interface Opening {
    FileChannel open() throws IOException;
  }

  @FunctionalInterface
  private interface Operation<T extends @Nullable Object> {
    T on(FileChannel channel) throws IOException;
  }

  /** A lock that goes on with the channel that follows. */
  private static final class SteadyLock extends FileLock {

    private volatile FileLock now;

    SteadyLock(FileLock first) {
      super(first.channel(), first.position(), first.size(), first.isShared());
      this.now = first;
    }

    void follow(FileChannel next) throws IOException {
      FileLock taken = next.tryLock(position(), size(), isShared());
      if (taken == null) {
        throw new IOException("another process has locked the file");
      }
      now = taken;
    }

    @Override
    public boolean isValid() {
      return now.isValid();
    }

    @Override
    public void release() throws IOException {
      if (now.isValid()) {
        now.release();
      }
    }
  }

  SteadyFile(Opening opening) throws IOException {
    this.opening = opening;
    this.channel = opening.open();
  }

  /** Reads once, as {@link FileChannel#read(ByteBuffer, long)}. */
  int read(ByteBuffer target, long position) throws IOException {
    int start = target.position();
    return steadily(file -> file.read(target.position(start), position));
  }

  /** Writes all of the source; returns how much that was. */
  int write(ByteBuffer source, long position) throws IOException {
    int start = source.position();
    int length = source.remaining();
    steadily(
        file -> {
          source.position(start);
          while (source.hasRemaining()) {
            file.write(source, position + source.position() - start);
          }
          return length;
        });
    return length;
  }

  void force(boolean metaData) throws IOException {
    steadily(
        file -> {
          file.force(metaData);
          return true;
        });
  }

  long size() throws IOException {
    return steadily(FileChannel::size);
  }

  void truncate(long size) throws IOException {
    steadily(file -> file.truncate(size));
  }

  synchronized @Nullable FileLock tryLock(long position, long size, boolean shared)
      throws IOException {
    FileLock taken = steadily(file -> file.tryLock(position, size, shared));
    lock = taken == null ? null : new SteadyLock(taken);
    return lock;
  }

  synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }

  private <T extends @Nullable Object> T steadily(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      for (int tries = 1; ; tries++) {
        FileChannel used = channel;
        try {
          return operation.on(used);
        } catch (ClosedChannelException e) { // by an interruption of this thread, or of another
          interrupted |= Thread.interrupted();
          if (tries == MOST_TRIES || !openAgain(used)) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False when it was closed by its owner. */
  private synchronized boolean openAgain(FileChannel used) throws IOException {
    if (closed) {
      return false;
    }
    if (channel == used) { // else another thread was here before
      used.close(); // returns when it is closed to its end: with it goes its lock
      FileChannel again = opening.open();
      try {
        if (lock != null) {
          lock.follow(again);
        }
      } catch (IOException | RuntimeException e) {
        again.close();
        throw e;
      }
      channel = again;
    }
    return true;
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
