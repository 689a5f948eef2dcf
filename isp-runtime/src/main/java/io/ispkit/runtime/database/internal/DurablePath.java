package io.ispkit.runtime.database.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A layer of H2's file systems, {@code jdbc:h2:ispkit:<file>}, over the ordinary file: it keeps the
 * header of the store true, so that what was committed is found again after a crash ({@link
 * DurableChannel}). H2 makes instances by reflection, so the class and its constructor are public.
 */
public final class DurablePath extends FilePathWrapper {

  /** The scheme in URLs. */
  public static final String SCHEME = "ispkit";

  private static final String STORE = ".mv.db";

  private static final Map<String, DurableChannel> OPEN = new ConcurrentHashMap<>();

  /** Whether this process has the store of that database open. */
  public static boolean isOpen(String database) {
    return OPEN.containsKey(database + STORE);
  }

  /**
   * Forces what H2 has written to the store of that database to the disk.
   *
   * @param database as H2's {@code database_path()} has it
   * @throws IOException it is not open (any more), or cannot be forced
   */
  public static void force(String database) throws IOException {
    DurableChannel channel = OPEN.get(database + STORE);
    if (channel == null) {
      throw new ClosedChannelException();
    }
    channel.force(true);
  }

  /** Makes the scheme known to H2. Repeating it does no harm. */
  public static void register() {
    FilePath.register(new DurablePath());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    if (!name.endsWith(STORE) || mode.equals("r")) {
      return getBase().open(mode);
    }
    SteadyFile file = new SteadyFile(() -> getBase().open(mode));
    DurableChannel channel = new DurableChannel(file, closed -> OPEN.remove(name, closed));
    OPEN.put(name, channel);
    return channel;
  }
}
