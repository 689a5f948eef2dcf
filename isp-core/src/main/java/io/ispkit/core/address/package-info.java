/** Address allocation: the port, its request and its result. */
@NullMarked
package io.ispkit.core.address;

import org.jspecify.annotations.NullMarked;
