/** Desired configurations of customers' devices, and the device manager that only keeps them. */
@NullMarked
package io.ispkit.runtime.device;

import org.jspecify.annotations.NullMarked;
