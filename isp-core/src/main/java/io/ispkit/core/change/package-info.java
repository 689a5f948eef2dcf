/** What would be, or was, written where: the vocabulary of plans, drift reports and undo. */
@NullMarked
package io.ispkit.core.change;

import org.jspecify.annotations.NullMarked;
