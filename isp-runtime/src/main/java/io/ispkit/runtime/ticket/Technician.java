package io.ispkit.runtime.ticket;

import java.util.Objects;

/**
 * Somebody who does field work.
 *
 * @param id 1 to 64 characters, unique in the tenant
 * @param team such as {@code field_operations}
 * @param active whether new work may be assigned
 */
public record Technician(String id, String name, String team, boolean active) {

  public Technician {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(team, "team");
    if (id.isEmpty() || id.length() > 64) {
      throw new IllegalArgumentException("technician id: expected 1 to 64 characters");
    }
  }
}
