package io.ispkit.testkit.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A layer of H2's file systems that remembers each write to a store, in order, so that a test can
 * have the file as a process would leave it that is killed between any two of them: of the
 * migrations of a module, for example, which H2 commits statement by statement.
 *
 * <pre>{@code
 * RecordedPath.register();
 * migrate("jdbc:h2:ispkit:recorded:" + directory.resolve("whole"));
 * for (int killed : RecordedPath.commits()) {
 *   RecordedPath.replay(killed, directory.resolve("killed" + killed + ".mv.db"));
 *   migrate("jdbc:h2:file:" + directory.resolve("killed" + killed)); // must end well
 * }
 * }</pre>
 *
 * <p>Thread-safe, but what is remembered is one list in the process, since H2 makes instances by
 * reflection: one test at a time.
 */
public final class RecordedPath extends FilePathWrapper {

  /** The scheme in URLs. */
  public static final String SCHEME = "recorded";

  private static final List<Write> WRITES = new ArrayList<>();

  /**
   * A write at a position, or, without bytes, a cut of the file at that length.
   *
   * @param bytes empty: a cut
   */
  private record Write(long position, ByteBuffer bytes) {}

  /** Makes the scheme known to H2, and forgets what was remembered. */
  public static void register() {
    FilePath.register(new RecordedPath());
    synchronized (WRITES) {
      WRITES.clear();
    }
  }

  /** After which of the writes the store had got one commit further; of each the number. */
  public static List<Integer> commits() {
    List<Integer> found = new ArrayList<>();
    synchronized (WRITES) {
      for (int i = 0; i < WRITES.size(); i++) {
        if (US_ASCII.decode(WRITES.get(i).bytes().duplicate()).toString().startsWith("chunk:")) {
          found.add(i + 1);
        }
      }
    }
    return found;
  }

  /**
   * Makes the file as the first so many writes left it.
   *
   * @param file is not there yet
   */
  public static void replay(int count, Path file) throws IOException {
    List<Write> first;
    synchronized (WRITES) {
      first = List.copyOf(WRITES.subList(0, count));
    }
    try (FileChannel target =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (Write write : first) {
        if (!write.bytes().hasRemaining()) {
          target.truncate(write.position());
        } else {
          target.write(write.bytes().duplicate(), write.position());
        }
      }
    }
  }

  private static void remember(long position, ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    synchronized (WRITES) {
      WRITES.add(new Write(position, copy));
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = getBase().open(mode);
    return name.endsWith(".mv.db") ? new Recorded(file) : file;
  }

  private static final class Recorded extends FileBase {

    private final FileChannel file;

    private Recorded(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      remember(position, source);
      return file.write(source, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int length = write(source, file.position());
      file.position(file.position() + length);
      return length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      remember(size, ByteBuffer.allocate(0));
      file.truncate(size);
      return this;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
