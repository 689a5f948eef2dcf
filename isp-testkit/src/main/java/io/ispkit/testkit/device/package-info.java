/** The contract tests of device managers, and stores in memory to test them with. */
@NullMarked
package io.ispkit.testkit.device;

import org.jspecify.annotations.NullMarked;
