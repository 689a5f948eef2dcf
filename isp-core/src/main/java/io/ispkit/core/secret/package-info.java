/** Values that must never be printed, logged or written to JSON. */
@NullMarked
package io.ispkit.core.secret;

import org.jspecify.annotations.NullMarked;
