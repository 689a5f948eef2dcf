/** The contract tests of address allocators, and stores in memory to test them with. */
@NullMarked
package io.ispkit.testkit.address;

import org.jspecify.annotations.NullMarked;
