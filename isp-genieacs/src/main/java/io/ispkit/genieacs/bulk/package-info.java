/** One change to many devices: at a pace, with a canary, and with a way to pause and to stop. */
@NullMarked
package io.ispkit.genieacs.bulk;

import org.jspecify.annotations.NullMarked;
