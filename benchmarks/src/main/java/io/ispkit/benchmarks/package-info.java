/** Benchmarks beside a peer or a floor; not published. */
@NullMarked
package io.ispkit.benchmarks;

import org.jspecify.annotations.NullMarked;
