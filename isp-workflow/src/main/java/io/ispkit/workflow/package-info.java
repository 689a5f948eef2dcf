/** The durable workflow engine: definitions, steps, runs. */
@NullMarked
package io.ispkit.workflow;

import org.jspecify.annotations.NullMarked;
