/** Checks and safe display of text that comes from outside. */
@NullMarked
package io.ispkit.core.text;

import org.jspecify.annotations.NullMarked;
