/** Domain types, ports, configuration, outcomes, events and the HTTP gateway. */
@NullMarked
package io.ispkit.core;

import org.jspecify.annotations.NullMarked;
