/**
 * The one HTTP gateway: time-outs by phase, retry only where it is safe, and an honest word on
 * whether the request left.
 */
@NullMarked
package io.ispkit.core.http;

import org.jspecify.annotations.NullMarked;
