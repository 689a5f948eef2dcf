/** The renderers of this jar; found by {@code ServiceLoader}. */
@NullMarked
package io.ispkit.radius.profile.internal;

import org.jspecify.annotations.NullMarked;
