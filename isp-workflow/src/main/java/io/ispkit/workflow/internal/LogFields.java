package io.ispkit.workflow.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Names tenant, run, customer and step in every log line of a block. */
final class LogFields {

  private final String[] names;
  private final @Nullable String[] before;

  private LogFields(String... names) {
    this.names = names;
    this.before = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      before[i] = MDC.get(names[i]);
    }
  }

  /**
   * Fields of a run.
   *
   * @param customer null when none is known: the field is then left out
   */
  static LogFields ofRun(String tenant, String run, @Nullable String customer) {
    LogFields fields = new LogFields("tenant", "run", "customer");
    MDC.put("tenant", tenant);
    MDC.put("run", run);
    if (customer == null) {
      MDC.remove("customer");
    } else {
      MDC.put("customer", customer);
    }
    return fields;
  }

  static LogFields ofRun(RunContext context) {
    return ofRun(context.tenant().value(), context.runId(), context.customer());
  }

  static LogFields ofStep(String step) {
    LogFields fields = new LogFields("step");
    MDC.put("step", step);
    return fields;
  }

  /** Runs {@code block} with these fields, and puts back what was there before. */
  <T> T around(Supplier<T> block) {
    try {
      return block.get();
    } finally {
      restore();
    }
  }

  private void restore() {
    for (int i = 0; i < names.length; i++) {
      if (before[i] == null) {
        MDC.remove(names[i]);
      } else {
        MDC.put(names[i], before[i]);
      }
    }
  }
}
