/** Database, services, durable lane, outbox, address pool and the assembled backend. */
@NullMarked
package io.ispkit.runtime;

import org.jspecify.annotations.NullMarked;
