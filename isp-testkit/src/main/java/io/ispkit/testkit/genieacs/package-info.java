/** A GenieACS on loopback with simulated devices: its northbound interface. */
@NullMarked
package io.ispkit.testkit.genieacs;

import org.jspecify.annotations.NullMarked;
