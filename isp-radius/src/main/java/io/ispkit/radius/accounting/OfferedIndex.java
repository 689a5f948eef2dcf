package io.ispkit.radius.accounting;

import java.util.List;

/**
 * An index of ours that the queries want and the database lacks.
 *
 * @param purpose which questions it serves
 * @param statements how it is made, to be run one by one outside of a transaction. On PostgreSQL
 *     they say {@code concurrently}, so that FreeRADIUS can go on writing meanwhile
 */
public record OfferedIndex(String name, String purpose, List<String> statements) {

  /** Copies the list. */
  public OfferedIndex {
    statements = List.copyOf(statements);
  }
}
