/** Exact amounts of money in one currency. */
@NullMarked
package io.ispkit.core.money;

import org.jspecify.annotations.NullMarked;
