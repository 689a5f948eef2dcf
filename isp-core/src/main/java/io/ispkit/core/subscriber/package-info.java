/** RADIUS subscribers: the port, its request and its result. */
@NullMarked
package io.ispkit.core.subscriber;

import org.jspecify.annotations.NullMarked;
