/** Domain events. */
@NullMarked
package io.ispkit.core.event;

import org.jspecify.annotations.NullMarked;
