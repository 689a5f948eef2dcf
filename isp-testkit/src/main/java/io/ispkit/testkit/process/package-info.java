/** Processes that a test starts and kills. */
@NullMarked
package io.ispkit.testkit.process;

import org.jspecify.annotations.NullMarked;
