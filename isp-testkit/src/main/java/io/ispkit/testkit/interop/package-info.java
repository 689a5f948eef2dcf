/** Real servers of other projects, started for a test from the packages of the machine. */
@NullMarked
package io.ispkit.testkit.interop;

import org.jspecify.annotations.NullMarked;
