/** Site surveys: whether a place can be served. */
@NullMarked
package io.ispkit.core.survey;

import org.jspecify.annotations.NullMarked;
