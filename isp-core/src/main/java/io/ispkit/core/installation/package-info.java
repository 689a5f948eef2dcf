/** Installation tickets for field operations: the port, its request and its result. */
@NullMarked
package io.ispkit.core.installation;

import org.jspecify.annotations.NullMarked;
