/** Orders from a file become services: the main job, end to end. */
@NullMarked
package io.ispkit.quickstart;

import org.jspecify.annotations.NullMarked;
