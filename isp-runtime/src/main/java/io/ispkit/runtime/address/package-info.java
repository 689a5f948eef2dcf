/** The embedded address pool, and the record of what it gave out in place of another allocator. */
@NullMarked
package io.ispkit.runtime.address;

import org.jspecify.annotations.NullMarked;
