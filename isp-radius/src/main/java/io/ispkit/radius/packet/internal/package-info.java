/** RADIUS packets as octets, for all clients of this library: reading, signing, judging. */
@NullMarked
package io.ispkit.radius.packet.internal;

import org.jspecify.annotations.NullMarked;
