/**
 * What FreeRADIUS will answer to a login, and which row decides: its own decision, made again here
 * from the rows alone.
 */
@NullMarked
package io.ispkit.radius.explain;

import org.jspecify.annotations.NullMarked;
