/** Commands to a NAS about a live session: Disconnect and Change of Authorization (RFC 5176). */
@NullMarked
package io.ispkit.radius.dynauth;

import org.jspecify.annotations.NullMarked;
