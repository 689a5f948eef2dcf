/** Identifiers that we make. */
@NullMarked
package io.ispkit.core.id;

import org.jspecify.annotations.NullMarked;
