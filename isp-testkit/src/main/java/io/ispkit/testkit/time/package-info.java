/** Time and identifiers under a test's control. */
@NullMarked
package io.ispkit.testkit.time;

import org.jspecify.annotations.NullMarked;
