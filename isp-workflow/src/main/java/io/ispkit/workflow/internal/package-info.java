/** The engine behind the workflow interfaces. Not a promise. */
@NullMarked
package io.ispkit.workflow.internal;

import org.jspecify.annotations.NullMarked;
