/**
 * For hosts that decide themselves: verify a password against its stored form, and say whether a
 * customer may connect now, and why not.
 */
@NullMarked
package io.ispkit.radius.access;

import org.jspecify.annotations.NullMarked;
