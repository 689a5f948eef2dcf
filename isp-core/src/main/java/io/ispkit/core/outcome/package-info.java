/** How an effect on another system ends: done, refused or unknown. */
@NullMarked
package io.ispkit.core.outcome;

import org.jspecify.annotations.NullMarked;
