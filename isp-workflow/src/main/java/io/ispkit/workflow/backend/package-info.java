/** Plugs the workflows into the backend. */
@NullMarked
package io.ispkit.workflow.backend;

import org.jspecify.annotations.NullMarked;
