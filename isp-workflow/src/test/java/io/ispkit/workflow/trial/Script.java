package io.ispkit.workflow.trial;

import io.ispkit.core.outcome.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What the steps of these tests should do, one answer a call; done when nothing is left. Also the
 * other system: it remembers the effects.
 */
public final class Script {

  private final Map<String, Queue<Supplier<Outcome<String>>>> answers = new HashMap<>();
  private final List<String> effects = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  /** The next call of {@code what} answers so. */
  public synchronized Script then(String what, Supplier<Outcome<String>> answer) {
    answers.computeIfAbsent(what, w -> new ArrayDeque<>()).add(answer);
    return this;
  }

  public synchronized Script always(String what, Supplier<Outcome<String>> answer) {
    for (int i = 0; i < 50; i++) {
      then(what, answer);
    }
    return this;
  }

  public synchronized void forget(String what) {
    answers.remove(what);
  }

  Outcome<String> answer(String what) {
    Supplier<Outcome<String>> answer;
    synchronized (this) {
      calls.add(what);
      Queue<Supplier<Outcome<String>>> queue = answers.get(what);
      answer = queue == null ? null : queue.poll();
    }
    return answer == null ? Outcome.done(what) : answer.get();
  }

  /** Every call, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Effects in the other system, by operation. */
  public synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  public synchronized void effect(String operation) {
    effects.add(operation);
  }

  public synchronized boolean has(String operation) {
    return effects.contains(operation);
  }

  public synchronized boolean remove(String operation) {
    return effects.remove(operation);
  }
}
