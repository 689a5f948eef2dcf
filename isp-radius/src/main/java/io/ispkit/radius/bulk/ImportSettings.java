package io.ispkit.radius.bulk;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an import is done. Immutable.
 *
 * @param sessionTimeout where a line says none; whole seconds
 * @param idleTimeout where a line says none; whole seconds
 * @param chunk subscribers a transaction, 1 to 50000
 * @param sample how many subscribers are logged in before the others are written, 0 to 1000
 * @param proof logs the sample in, or null: nobody does
 */
public record ImportSettings(
    Duration sessionTimeout,
    Duration idleTimeout,
    int chunk,
    int sample,
    @Nullable LoginProof proof) {

  /** Checks the ranges. */
  public ImportSettings {
    Objects.requireNonNull(sessionTimeout, "sessionTimeout");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
    if (chunk < 1 || chunk > 50_000) {
      throw new IllegalArgumentException("chunk: expected 1 to 50000, but was " + chunk);
    }
    if (sample < 0 || sample > 1000 || (sample > 0) != (proof != null)) {
      throw new IllegalArgumentException(
          "sample: expected 1 to 1000 with a proof and 0 without, but was " + sample);
    }
  }

  /** These time-outs, 10000 subscribers a transaction, no proof. */
  public static ImportSettings of(Duration sessionTimeout, Duration idleTimeout) {
    return new ImportSettings(sessionTimeout, idleTimeout, 10_000, 0, null);
  }

  /** The same with a sample that is logged in first. */
  public ImportSettings with(LoginProof otherProof, int otherSample) {
    return new ImportSettings(sessionTimeout, idleTimeout, chunk, otherSample, otherProof);
  }
}
