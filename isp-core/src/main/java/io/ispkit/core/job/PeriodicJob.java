package io.ispkit.core.job;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.outcome.Outcome;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that is done in rounds, for each tenant whose configuration says so ({@code
 * tenants.<id>.jobs.<name>.every}); without configuration it never is. An adapter's provider and a
 * module of the backend say which jobs they bring.
 *
 * @param <P> on what a round works: an adapter's port, or the services of a tenant
 * @param name unique among all jobs of a tenant, 1 to 40 of {@code [a-z0-9_]}, beginning with a
 *     letter
 * @param description one sentence
 * @param options what can be configured below {@code options}
 * @param length how long one round may take
 */
public record PeriodicJob<P>(
    String name, String description, OptionSpec options, Round<? super P> round, Length length) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /**
   * How long one round may take. Jobs of one length share the places in which a node works on jobs,
   * those of all tenants together: one that takes hours says so, or it keeps others waiting.
   */
  public enum Length {
    /** Seconds to a few minutes. */
    SHORT,
    /** Up to hours. */
    LONG
  }

  /** One round of a job. */
  @FunctionalInterface
  public interface Round<P> {

    /**
     * Does a bounded piece of work, and blocks meanwhile. Called outside any transaction, on one
     * node at a time. It may be cut off at any point by the end of the process, and is then begun
     * anew: it must be safe to repeat.
     *
     * @return done with a line for people, without secrets, empty when there was nothing to do;
     *     refused with retry, or unknown: the next round comes sooner, backing off; refused for
     *     good: the next round comes when it is due
     * @throws InterruptedException the process ends
     */
    Outcome<String> run(P on, Options options) throws InterruptedException;
  }

  public PeriodicJob {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(round, "round");
    Objects.requireNonNull(length, "length");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("job name '" + name + "': expected [a-z][a-z0-9_]{0,39}");
    }
  }

  /** A job whose rounds are short. */
  public PeriodicJob(String name, String description, OptionSpec options, Round<? super P> round) {
    this(name, description, options, round, Length.SHORT);
  }

  /** The same, with rounds of another length. */
  public PeriodicJob<P> withLength(Length other) {
    return new PeriodicJob<>(name, description, options, round, other);
  }
}
