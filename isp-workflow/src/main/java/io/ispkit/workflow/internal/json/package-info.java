/** JSON as the journal and the states have it. */
@NullMarked
package io.ispkit.workflow.internal.json;

import org.jspecify.annotations.NullMarked;
