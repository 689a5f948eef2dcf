/**
 * What a customer's router should have, in neutral words ({@link
 * io.ispkit.genieacs.cpe.CpeSettings}), and where that stands in a device by TR-098 or TR-181.
 * Pure: reads data files, calls nobody.
 */
@NullMarked
package io.ispkit.genieacs.cpe;

import org.jspecify.annotations.NullMarked;
