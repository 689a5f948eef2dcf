/**
 * Customer equipment through GenieACS: {@link io.ispkit.genieacs.GenieAcsProvider} is found by
 * {@code ServiceLoader}; all else is its own business.
 */
@NullMarked
package io.ispkit.genieacs;

import org.jspecify.annotations.NullMarked;
