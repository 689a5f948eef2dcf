package io.ispkit.radius.nas;

import io.ispkit.core.change.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was written to {@code nas}, or would be. Its text form shows no secret.
 *
 * @param changes in the words of plans; secrets are hidden
 * @param before the row that stood there, to put it back; null: there was none
 * @param after the row that stands there now; null: there is none
 * @param effect when FreeRADIUS will know
 */
public record NasChange(
    List<Change> changes, @Nullable StoredNas before, @Nullable StoredNas after, Effect effect) {

  /** Copies the list. */
  public NasChange {
    changes = List.copyOf(changes);
  }
}
