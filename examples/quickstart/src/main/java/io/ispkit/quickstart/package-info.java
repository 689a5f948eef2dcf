/** The main job as a program: orders from a file become services. */
@NullMarked
package io.ispkit.quickstart;

import org.jspecify.annotations.NullMarked;
