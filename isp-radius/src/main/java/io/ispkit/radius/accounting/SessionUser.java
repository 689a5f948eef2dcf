package io.ispkit.radius.accounting;

import org.jspecify.annotations.Nullable;

/**
 * Whose session it is.
 *
 * @param username as FreeRADIUS wrote it; may be empty
 * @param realm null unless the server has a module that finds realms
 * @param sessionClass the attribute Class, where the server writes it down
 */
public record SessionUser(String username, @Nullable String realm, @Nullable String sessionClass) {}
