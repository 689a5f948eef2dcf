package io.ispkit.runtime.database.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
    FileChannel file = getBase().open(mode);
    return name.endsWith(STORE) && !mode.equals("r") ? new DurableChannel(file) : file;
  }
}
