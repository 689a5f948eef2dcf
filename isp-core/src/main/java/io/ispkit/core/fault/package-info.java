/** What is wrong with an input, where, and what was expected instead: all of it at once. */
@NullMarked
package io.ispkit.core.fault;

import org.jspecify.annotations.NullMarked;
