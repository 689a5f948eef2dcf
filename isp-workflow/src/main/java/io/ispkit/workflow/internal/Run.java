package io.ispkit.workflow.internal;

import io.ispkit.core.tenant.TenantId;
import io.ispkit.workflow.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a run while a turn works on it. Confined to the turn. */
final class Run {

  final TenantId tenant;
  final String id;
  final String definition;
  final int version;
  final String key;
  final long laneItem;

  RunState state = RunState.RUNNING;
  int pos;
  @Nullable String stage;

  /** How often the stage at {@link #pos} has ended without being done. */
  int attempt;

  /** A call was announced, and what became of it is not known. */
  boolean openCall;

  /** The stage at {@link #pos} may have written something. */
  boolean touched;

  /** A stage before it has. */
  boolean wrote;

  boolean undoing;
  @Nullable String undoReason;
  @Nullable String undoAsked;
  @Nullable String reason;
  @Nullable Instant dueAt;
  int stateFormat;
  String stateJson;
  int journalSeq;
  @Nullable Instant finishedAt;

  Run(
      TenantId tenant,
      String id,
      String definition,
      int version,
      String key,
      long laneItem,
      int stateFormat,
      String stateJson) {
    this.tenant = tenant;
    this.id = id;
    this.definition = definition;
    this.version = version;
    this.key = key;
    this.laneItem = laneItem;
    this.stateFormat = stateFormat;
    this.stateJson = stateJson;
  }

  /** To the stage at {@code position}, from its beginning. */
  void moveTo(int position) {
    pos = position;
    attempt = 0;
    openCall = false;
    touched = false;
    reason = null;
    dueAt = null;
    state = undoing ? RunState.UNDOING : RunState.RUNNING;
  }

  boolean canBeTold() {
    return !state.isEnd();
  }

  boolean isPaused() {
    return state == RunState.PAUSED;
  }

  boolean canBeUndone() {
    return !state.isEnd() && !undoing && undoAsked == null;
  }
}
