/** How passwords are hashed. No promise to anybody outside. */
@NullMarked
package io.ispkit.radius.access.internal;

import org.jspecify.annotations.NullMarked;
