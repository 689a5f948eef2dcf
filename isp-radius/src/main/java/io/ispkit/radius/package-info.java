/** Subscribers in the SQL tables of FreeRADIUS. */
@NullMarked
package io.ispkit.radius;

import org.jspecify.annotations.NullMarked;
