/** The operation on whose behalf an adapter is called, and the common type of the ports. */
@NullMarked
package io.ispkit.core.operation;

import org.jspecify.annotations.NullMarked;
