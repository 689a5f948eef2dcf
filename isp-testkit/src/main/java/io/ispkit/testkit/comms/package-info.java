/** The contract kit for channel providers, and a provider that records. */
@NullMarked
package io.ispkit.testkit.comms;

import org.jspecify.annotations.NullMarked;
