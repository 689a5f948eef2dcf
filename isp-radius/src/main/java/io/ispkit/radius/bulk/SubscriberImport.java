package io.ispkit.radius.bulk;

import io.ispkit.core.outcome.Outcome;
import java.util.function.Consumer;

/**
 * Imports subscribers from comma-separated values (RFC 4180, UTF-8, with a header). Thread-safe;
 * blocks. Never call it inside a transaction.
 *
 * <p>Columns, in any order: {@code customer}, {@code username}, {@code plan}, {@code download},
 * {@code upload} (such as {@code 100M}); and if wanted {@code static_address}, {@code
 * session_timeout} and {@code idle_timeout} (seconds), {@code password} (clear text, stored in the
 * tenant's form), or {@code password_attribute} and {@code password_value} for what another system
 * has stored, such as {@code Crypt-Password} and {@code $6$…}. Without a password a random one is
 * made.
 *
 * <p>An import is written in chunks, each of them in one transaction, and can be called again under
 * its id with the same lines: what is written already is skipped. It is not all or nothing, because
 * one transaction of a million rows keeps the server's memory and a MariaDB's undo log busy, and
 * loses everything with one lost connection; the check of all lines before the first is written
 * makes a half import rare, a repeat completes it, and {@link #undo} takes it back. Each subscriber
 * stands in the ledger under the operation {@code importId.line}.
 */
public interface SubscriberImport {

  /**
   * The dry run: reads all lines and writes nothing. Every fault of every line is told: of its
   * form, of its values, of a user name or static address that comes twice in the file, of a user
   * name that RADIUS holds already, of a static address that another subscriber of the tenant was
   * provisioned with.
   *
   * @param importId 1 to 100 of {@code [0-9A-Za-z._-]}
   * @param faults is told each, in the caller's thread; within a chunk of lines those that only the
   *     tables show come last
   * @return done, with faults or without; refused with retry when the database is away; refused for
   *     good with {@code not_readable}
   */
  Outcome<ImportReport> check(
      ImportSource source, String importId, ImportSettings settings, Consumer<LineFault> faults);

  /**
   * Checks all lines as {@link #check}; if none is faulty writes the sample and logs it in; if that
   * is so too, writes all others. A repeat of a run that was past its proof proves, and takes back
   * if need be, only what it writes of the sample itself.
   *
   * @return done; refused for good with {@code faulty_lines} or {@code not_readable} (nothing is
   *     written) or with {@code login_failed} or {@code nothing_to_prove} (the sample is taken
   *     back); refused with retry, or unknown: call again with the same import id
   */
  Outcome<ImportReport> run(
      ImportSource source, String importId, ImportSettings settings, Consumer<LineFault> faults);

  /**
   * Takes the import back, subscriber by subscriber. Those whose rows were changed since stay.
   *
   * @param kept is told the user names that stay
   * @return done with how many were taken back; refused with retry, or unknown: call again
   */
  Outcome<Long> undo(String importId, Consumer<String> kept);
}
