/**
 * One neutral description of a subscriber's speed, and what each vendor's NAS must be told for it.
 */
@NullMarked
package io.ispkit.radius.profile;

import org.jspecify.annotations.NullMarked;
