/** How messages are queued and sent. No promise. */
@NullMarked
package io.ispkit.comms.internal;

import org.jspecify.annotations.NullMarked;
