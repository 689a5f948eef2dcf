package io.ispkit.workflow;

/**
 * How the state of a run is stored in our database. Thread-safe.
 *
 * @param <S> an immutable record
 */
public interface StateCodec<S> {

  Class<S> type();

  /** The form that {@link #write} writes, 1 or more; stored with the run. */
  default int format() {
    return 1;
  }

  /** The state as JSON text. */
  String write(S state);

  /**
   * Reads what {@link #write} wrote, in this form or an older one.
   *
   * @throws io.ispkit.core.error.PermanentException the text is no such state; the message holds
   *     none of it
   */
  S read(int format, String json);

  /**
   * Jackson with ISO instants. A state that holds a {@code Secret} is refused when it is written,
   * because reading it back would lose the secret: use {@link #revealing} for that.
   */
  static <S> StateCodec<S> json(Class<S> type) {
    return new JsonCodec<>(type, false);
  }

  /**
   * The same, with secrets in clear text: they are then readable in the database (and only there)
   * for as long as the run is kept.
   */
  static <S> StateCodec<S> revealing(Class<S> type) {
    return new JsonCodec<>(type, true);
  }
}
