/** Periodic jobs: which a tenant has, and the rounds of them, by one node at a time. */
@NullMarked
package io.ispkit.runtime.job;

import org.jspecify.annotations.NullMarked;
