/** The orders file: its records, and the reader that names every fault in it. */
@NullMarked
package io.ispkit.quickstart.input;

import org.jspecify.annotations.NullMarked;
