/** The database transaction that is open, and how to open one. */
@NullMarked
package io.ispkit.core.transaction;

import org.jspecify.annotations.NullMarked;
