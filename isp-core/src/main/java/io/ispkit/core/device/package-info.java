/** Customer premises equipment: the port, its request and its result. */
@NullMarked
package io.ispkit.core.device;

import org.jspecify.annotations.NullMarked;
