/**
 * Commands to a NAS about a live session: Disconnect and Change of Authorization (RFC 5176), by a
 * client of our own on the JDK alone. Begin with {@link
 * io.ispkit.radius.dynauth.DynamicAuthorization}.
 */
@NullMarked
package io.ispkit.radius.dynauth;

import org.jspecify.annotations.NullMarked;
