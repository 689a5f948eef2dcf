package io.ispkit.genieacs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what a refused operation has done to a device, so that it ends with nothing done. */
final class TakingBack {

  private static final Logger LOG = LoggerFactory.getLogger(TakingBack.class);

  private final Nbi nbi;

  TakingBack(Nbi nbi) {
    this.nbi = nbi;
  }

  /**
   * Finds out what came of instances that were being added when a run broke off.
   *
   * @return whether that is known now; of several that came since none is taken for ours, and it
   *     stays open which one is
   */
  boolean isSettled(Job job, Found found) throws AcsFailure {
    Instances instances = new Instances(nbi, job.key());
    for (Map.Entry<String, List<String>> announced : job.memo().announced().entrySet()) {
      Optional<List<String>> came =
          instances.cameOf(found.device(), announced.getKey(), announced.getValue());
      if (came.isEmpty()) {
        return false;
      }
      if (came.get().size() <= 1) {
        job.settled(found, announced.getKey(), came.get());
      } else {
        LOG.warn(
            "{}: one of {} was added by it, and it is not known which",
            job.operation(),
            came.get());
      }
    }
    return true;
  }

  /**
   * Takes all back.
   *
   * @return the refusal; what the device keeps is named
   * @throws AcsFailure when it is not known whether all is taken back: what was done is kept
   */
  AcsFailure after(AcsFailure why, Job job, Found found) throws AcsFailure {
    String id = found.device().id();
    Optional<String> task = job.memo().task();
    if (task.isPresent() && !nbi.deleteTask(task.get())) {
      throw AcsFailure.unknown("device " + id + ": the task went while it was removed");
    }
    job.note(job.memo().withoutTask());
    List<String> left = left(why, job, found);
    if (job.memo().tagged()) {
      nbi.untag(id, job.tag().value());
    }
    job.withdraw();
    List<String> open = new ArrayList<>(job.memo().announced().keySet());
    return why.with(left.isEmpty() ? "" : "; the device keeps what was added: " + left)
        .with(open.isEmpty() ? "" : "; the device may keep what was added to " + open);
  }

  /** What the device keeps of what was added, though it was asked to remove it. */
  private List<String> left(AcsFailure why, Job job, Found found) throws AcsFailure {
    try {
      if (!isSettled(job, found)) {
        throw AcsFailure.unknown("the device did not answer");
      }
      if (job.memo().added().isEmpty()) {
        return List.of();
      }
      job.keepPending(found, found.rendering().paths(), "refused: " + why.getMessage());
      return new Instances(nbi, job.key()).left(found.device(), job.memo().added());
    } catch (AcsFailure unclear) {
      throw AcsFailure.unknown(
          "device "
              + found.device().id()
              + ": what was added may still be there: "
              + unclear.getMessage());
    }
  }
}
