package io.ispkit.radius.explain;

import java.util.Optional;

/** The operators of rows, by the server's table of tokens, in which the order matters. */
enum Operator {
  MATCHES("=~"),
  MATCHES_NOT("!~"),
  ADD("+="),
  SUBTRACT("-="),
  SET(":="),
  PRESENT("=*"),
  ABSENT("!*"),
  EQUAL("=="),
  PREPEND("^="),
  SET_IF_ABSENT("="),
  NOT_EQUAL("!="),
  AT_LEAST(">="),
  GREATER(">"),
  AT_MOST("<="),
  LESS("<");

  private static final String BLANKS = " \t\n\u000b\f\r";

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  boolean isPattern() {
    return this == MATCHES || this == MATCHES_NOT;
  }

  /** Whether its value is not looked at. */
  boolean isValueless() {
    return this == PRESENT || this == ABSENT;
  }

  /**
   * As the server reads the column: blanks are skipped, the first token that fits counts, what
   * follows is ignored.
   */
  static Optional<Operator> read(String column) {
    int from = 0;
    while (from < column.length() && BLANKS.indexOf(column.charAt(from)) >= 0) {
      from++;
    }
    String text = column.substring(from);
    for (Operator operator : values()) {
      if (text.startsWith(operator.symbol)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
