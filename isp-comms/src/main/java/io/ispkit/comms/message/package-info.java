/** Messages: what is asked for, and what became of it. */
@NullMarked
package io.ispkit.comms.message;

import org.jspecify.annotations.NullMarked;
