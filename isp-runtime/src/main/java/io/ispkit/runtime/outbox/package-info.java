/**
 * Domain events: written in the caller's transaction, delivered to the subscribers of this backend
 * at least once and in order per subject, kept as history.
 */
@NullMarked
package io.ispkit.runtime.outbox;

import org.jspecify.annotations.NullMarked;
