/** Customer equipment through GenieACS. */
@NullMarked
package io.ispkit.genieacs;

import org.jspecify.annotations.NullMarked;
