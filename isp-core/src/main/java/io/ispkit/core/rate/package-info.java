/** Speeds of a subscriber line. */
@NullMarked
package io.ispkit.core.rate;

import org.jspecify.annotations.NullMarked;
