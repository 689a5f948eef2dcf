package io.ispkit.radius.accounting;

import org.jspecify.annotations.Nullable;

/**
 * How much of a list is wanted.
 *
 * @param size 1 to {@value #MOST}
 * @param after behind which session it begins; null: with the first
 */
public record PageRequest(int size, @Nullable SessionCursor after) {

  /** The largest page. */
  public static final int MOST = 1_000;

  /** Checks the size. */
  public PageRequest {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("page size: expected 1 to " + MOST + ", but was " + size);
    }
  }

  /** The first page. */
  public static PageRequest first(int size) {
    return new PageRequest(size, null);
  }

  /** A page of the same size behind that place. */
  public PageRequest behind(SessionCursor place) {
    return new PageRequest(size, place);
  }
}
