package io.ispkit.radius.live;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.radius.dynauth.DynamicAuthorization;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes services for good and for the sessions that live: rows first, then the NAS of each live
 * session by its {@link NasPolicy}, then a look whether it was done.
 *
 * <p>After the rows are committed, a session that needs it gets a CoA; if the NAS cannot, refuses
 * or (by its policy) is silent, a Disconnect, so that the customer comes back with the new rows.
 * What nobody has seen is not told as done: an acknowledged CoA counts only with a {@link
 * LiveProbe} that saw it or a policy that trusts the NAS, a Disconnect only when accounting has the
 * session no longer as open.
 *
 * <p>What breaks, such as a policy of the host that throws, breaks the one session or the one job
 * that it is of: all others go on, and its report says what is known of it.
 *
 * <p>A repeat under the same operation writes nothing anew, and touches only those of the sessions
 * of the first call that are still open. No database connection is held while a NAS is asked.
 *
 * <p>Thread-safe as its parts are. All methods block: for the answers of the NAS and for {@link
 * Verification}.
 */
public final class LiveChanges {

  private static final Logger LOG = LoggerFactory.getLogger(LiveChanges.class);

  /** One service to be changed. */
  public record Job(String username, ServiceChange change, Operation operation) {
    /** Checks that nothing is missing. */
    public Job {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(change, "change");
      Objects.requireNonNull(operation, "operation");
    }
  }

  /** What one job has come to. */
  private static final class Run {
    private final String username;
    private final Outcome<AppliedChange> rows;
    private final List<SessionAction> actions = new ArrayList<>();
    private final List<SessionResult> results = new ArrayList<>();
    private String trouble = "";

    Run(String username, Outcome<AppliedChange> rows) {
      this.username = username;
      this.rows = rows;
    }

    LiveReport report() {
      List<SessionResult> all = new ArrayList<>(results);
      actions.forEach(action -> all.add(action.result()));
      return new LiveReport(username, rows, all, trouble);
    }
  }

  private final ServiceChanges rows;
  private final LiveSessions sessions;
  private final DynamicAuthorization nas;
  private final NasPolicies policies;
  private final Verification verification;

  /**
   * Of parts that stay the caller's to close.
   *
   * @param rows where the rows stand
   * @param sessions accounting
   * @param nas sends CoA and Disconnect
   */
  public LiveChanges(
      ServiceChanges rows,
      LiveSessions sessions,
      DynamicAuthorization nas,
      NasPolicies policies,
      Verification verification) {
    this.rows = Objects.requireNonNull(rows, "rows");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.nas = Objects.requireNonNull(nas, "nas");
    this.policies = Objects.requireNonNull(policies, "policies");
    this.verification = Objects.requireNonNull(verification, "verification");
  }

  /**
   * Moves a service to another plan.
   *
   * @throws IllegalStateException the operation is inside a transaction: a NAS is asked
   */
  public LiveReport changePlan(String username, ServicePlan plan, Operation operation) {
    return run(new Job(username, new ServiceChange.ToPlan(plan), operation));
  }

  /**
   * Puts a service into another state.
   *
   * @throws IllegalStateException the operation is inside a transaction: a NAS is asked
   */
  public LiveReport changeState(String username, ServiceState state, Operation operation) {
    return run(new Job(username, new ServiceChange.ToState(state), operation));
  }

  /**
   * Changes one service. What the rows' writing throws is thrown on: nothing is written then that
   * anybody would have to be told.
   *
   * @throws IllegalStateException the operation is inside a transaction: a NAS is asked
   */
  public LiveReport run(Job job) {
    return runAll(List.of(job)).get(0);
  }

  /**
   * Changes many services: all rows first, then all NAS at once, each within the bounds of {@link
   * DynamicAuthorization}. Of a NAS that does not answer, those sessions that were asked first are
   * unknown; all others are refused for now, and nothing was sent for them.
   *
   * @return one report for each job, in the same order. A job whose writing throws, when it is not
   *     the only one, is told as refused with {@code failed} if nothing of it is written, else as
   *     unknown; the others are done as if nothing had happened
   * @throws IllegalStateException an operation is inside a transaction: a NAS is asked
   */
  public List<LiveReport> runAll(List<Job> jobs) {
    return tellAll(jobs, job -> write(job, jobs.size() == 1), rows::concern);
  }

  /**
   * Looks once more for sessions of changes that were done: where the server had answered a login
   * by the rows before, its session comes into accounting only after the look, and goes on as
   * before. Call it once, so long after {@link #runAll} as a login and its Start may take, such as
   * half a minute. Writes no rows.
   *
   * <p>Sessions that were found before are left in peace, and so is who came back: as many new ones
   * as found ones have ended, except while the rows reject every login, so that nobody can come
   * back. Where more have come all new ones are told, also one that began after the change and
   * knows it already: a CoA does no harm, a Disconnect lets it come back once.
   *
   * @param jobs that were given to {@link #runAll}
   * @return one report for each job, in the same order. One that was found now and does not know
   *     for sure is told again by {@link #runAll}. A job that is undone, or was never done, is
   *     refused with {@code no_such_change}; one whose service was changed again since is done, as
   *     that change has looked for itself
   * @throws IllegalStateException an operation is inside a transaction: a NAS is asked
   */
  public List<LiveReport> lookAgain(List<Job> jobs) {
    return tellAll(jobs, this::written, rows::concernLate);
  }

  /** Keeps which of the sessions that are open a change is for, and says so. */
  private interface Concern {
    Outcome<List<String>> of(Operation operation, List<String> sessions);
  }

  private List<LiveReport> tellAll(
      List<Job> jobs, Function<Job, Outcome<AppliedChange>> writing, Concern concern) {
    jobs.forEach(job -> checkOutside(job.operation()));
    List<Run> runs = new ArrayList<>();
    for (Job job : jobs) {
      Run run = new Run(job.username(), writing.apply(job));
      if (run.rows instanceof Outcome.Done<AppliedChange> done
          && done.value().need() != LiveNeed.NONE) {
        prepare(run, done.value(), job.operation(), concern);
      }
      runs.add(run);
    }
    act(runs);
    return runs.stream().map(Run::report).toList();
  }

  private Outcome<AppliedChange> written(Job job) {
    try {
      return rows.findChange(job.operation())
          .flatMap(
              found ->
                  found
                      .filter(change -> change.username().equals(job.username()))
                      .map(Outcome::done)
                      .orElseGet(
                          () ->
                              Outcome.refused(
                                  "no_such_change",
                                  "operation "
                                      + job.operation()
                                      + " has changed nothing of user "
                                      + job.username())));
    } catch (RuntimeException broken) {
      LOG.warn("The change of operation {} could not be looked up", job.operation(), broken);
      return Outcome.unknown("operation " + job.operation() + ": " + words(broken));
    }
  }

  private Outcome<AppliedChange> write(Job job, boolean alone) {
    try {
      return rows.apply(job.username(), job.change(), job.operation());
    } catch (RuntimeException broken) {
      if (alone) {
        throw broken;
      }
      LOG.warn("The change of operation {} failed", job.operation(), broken);
      String message = "operation " + job.operation() + ": " + words(broken);
      // by the contract of Port the other two mean that nothing is written
      if (broken instanceof CommitUnknownException) {
        return Outcome.unknown(message);
      }
      return broken instanceof RetryableException
          ? Outcome.refused(Refusal.retryLater("failed", message))
          : broken instanceof PermanentException
              ? Outcome.refused("failed", message)
              : Outcome.unknown(message);
    }
  }

  /**
   * Puts a service back as it was before {@code operation}, rows and live sessions. When it is not
   * known of a session that it was told, or the process died on the way, a repeat tells those
   * sessions of the first call that are still open; when all know, a repeat asks no NAS.
   *
   * @return empty when the operation had changed nothing, or is undone with all its sessions, or
   *     the rows were changed again since
   * @throws IllegalStateException the operation is inside a transaction: a NAS is asked
   */
  public Outcome<Optional<LiveReport>> undo(Operation operation) {
    checkOutside(operation);
    return rows.undo(operation).map(undone -> undone.map(change -> tellUndone(change, operation)));
  }

  private LiveReport tellUndone(AppliedChange undone, Operation operation) {
    Run run = new Run(undone.username(), Outcome.done(undone));
    if (undone.need() != LiveNeed.NONE) {
      prepare(run, undone, operation, rows::concern);
    }
    act(List.of(run));
    LiveReport report = run.report();
    if (undone.need() != LiveNeed.NONE && report.outcome().isDone()) {
      // if that fails a repeat tells sessions once more what they know
      rows.forgetUndone(operation);
    }
    return report;
  }

  private static void checkOutside(Operation operation) {
    if (operation.transaction().isPresent()) {
      throw new IllegalStateException(
          "operation " + operation + ": a NAS is asked, call without a transaction");
    }
  }

  private void prepare(Run run, AppliedChange change, Operation operation, Concern concern) {
    try {
      find(run, change, operation, concern);
    } catch (RuntimeException broken) {
      LOG.warn("The live sessions of a changed service could not be looked up", broken);
      run.trouble = "its live sessions could not all be looked up: " + words(broken);
    }
  }

  /** Finds the sessions that are concerned; of a repeat those of the first call that still live. */
  private void find(Run run, AppliedChange change, Operation operation, Concern concern) {
    Outcome<List<LiveSession>> open = sessions.open(run.username);
    if (!open.isDone()) {
      run.trouble = "its live sessions could not be looked up: " + told(open);
      return;
    }
    List<LiveSession> live = open.orElseThrow();
    List<String> ids = live.stream().map(LiveSession::id).toList();
    Outcome<List<String>> concerned = concern.of(operation, ids);
    if (!concerned.isDone()) {
      run.trouble = "it could not be noted which sessions it is for: " + told(concerned);
      return;
    }
    Set<String> wanted = new HashSet<>(concerned.orElseThrow());
    for (LiveSession session : live) {
      if (wanted.contains(session.id())) {
        find(run, change, session);
      }
    }
  }

  private void find(Run run, AppliedChange change, LiveSession session) {
    InetAddress address = session.nas();
    if (address == null) {
      run.results.add(
          new SessionResult(
              session,
              Outcome.refused("no_nas_address", "accounting holds no address of its NAS")));
      return;
    }
    Optional<NasPolicy> policy;
    try {
      policy = policies.of(address);
    } catch (RuntimeException broken) {
      LOG.warn("The policy of NAS {} could not be found", address.getHostAddress(), broken);
      run.results.add(
          new SessionResult(
              session,
              Outcome.refused(
                  "no_nas_policy",
                  "the policy of NAS " + address.getHostAddress() + " could not be found")));
      return;
    }
    if (policy.isPresent()) {
      run.actions.add(new SessionAction(session, change, nas, policy.get()));
    } else {
      run.results.add(
          new SessionResult(
              session,
              Outcome.refused(
                  "no_nas_policy", "NAS " + address.getHostAddress() + " has no policy")));
    }
  }

  private void act(List<Run> runs) {
    List<SessionAction> actions = runs.stream().flatMap(run -> run.actions.stream()).toList();
    actions.forEach(SessionAction::begin);
    actions.forEach(action -> action.endCoa(verification.probe()));
    actions.forEach(SessionAction::endDisconnect);
    boolean goesOn = true;
    for (int look = 0; look < verification.looks() && goesOn; look++) {
      List<SessionAction> waiting = actions.stream().filter(SessionAction::awaitsEnd).toList();
      goesOn = !waiting.isEmpty() && (look == 0 || pause());
      if (goesOn) {
        look(waiting);
      }
    }
  }

  private void look(List<SessionAction> waiting) {
    Map<String, Outcome<List<LiveSession>>> open = new HashMap<>();
    for (SessionAction action : waiting) {
      Outcome<List<LiveSession>> now =
          open.computeIfAbsent(action.session().username(), this::open);
      if (now instanceof Outcome.Done<List<LiveSession>> done) {
        Set<String> ids = new HashSet<>();
        done.value().forEach(session -> ids.add(session.id()));
        action.seenOpen(ids);
      }
    }
  }

  private Outcome<List<LiveSession>> open(String username) {
    try {
      return sessions.open(username);
    } catch (RuntimeException broken) {
      LOG.warn("Accounting could not be looked at", broken);
      return Outcome.unknown(words(broken));
    }
  }

  /** False when the thread is interrupted: what is not known by then stays unknown. */
  private boolean pause() {
    try {
      Thread.sleep(verification.pause().toMillis());
      return true;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What went wrong, in a word at least. */
  static String words(RuntimeException broken) {
    String message = broken.getMessage();
    return message == null ? broken.getClass().getSimpleName() : message;
  }

  private static String told(Outcome<?> outcome) {
    return outcome instanceof Outcome.Unknown<?> unknown
        ? unknown.reason()
        : ((Outcome.Refused<?>) outcome).refusal().toString();
  }
}
