/** Tickets, technicians, service levels and installation visits. */
@NullMarked
package io.ispkit.runtime.ticket;

import org.jspecify.annotations.NullMarked;
