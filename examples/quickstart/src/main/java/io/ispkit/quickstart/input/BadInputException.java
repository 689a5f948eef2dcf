package io.ispkit.quickstart.input;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Fault;
import io.ispkit.core.fault.Faults;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The input cannot be used; nothing was written. Names every fault. */
public final class BadInputException extends PermanentException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public BadInputException(String what, List<Fault> faults) {
    super(what + ": " + faults.size() + " fault(s)\n" + Faults.describe(faults));
    this.faults = List.copyOf(faults);
  }

  /** What the backend says of its configuration. */
  public BadInputException(PermanentException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.faults = List.of();
  }

  /** Several of them as one. */
  public static BadInputException of(List<? extends PermanentException> all) {
    return all.size() == 1 && all.get(0) instanceof BadInputException single
        ? single
        : new BadInputException(all);
  }

  private BadInputException(Collection<? extends PermanentException> all) {
    super(all.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    this.faults =
        all.stream()
            .filter(BadInputException.class::isInstance)
            .flatMap(e -> ((BadInputException) e).faults.stream())
            .toList();
  }

  public List<Fault> faults() {
    return faults;
  }
}
