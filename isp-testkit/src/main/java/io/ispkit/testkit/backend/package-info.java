/** A backend in memory, as adapters see it: for tests of adapters without a database. */
@NullMarked
package io.ispkit.testkit.backend;

import org.jspecify.annotations.NullMarked;
