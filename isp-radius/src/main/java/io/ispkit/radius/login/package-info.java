/** Logs in at a RADIUS server, as a NAS does: to prove that what was written works. */
@NullMarked
package io.ispkit.radius.login;

import org.jspecify.annotations.NullMarked;
