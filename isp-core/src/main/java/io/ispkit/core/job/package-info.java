/** Work that is to be done again and again, at intervals that the operator sets. */
@NullMarked
package io.ispkit.core.job;

import org.jspecify.annotations.NullMarked;
