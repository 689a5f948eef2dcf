package io.ispkit.radius.nas;

/**
 * A row of {@code nas} as it stands there. FreeRADIUS does not demand that names differ.
 *
 * @param id of the row
 */
public record StoredNas(long id, NasClient client) {}
