/** The durable workflow engine and the workflows of an ISP. */
@NullMarked
package io.ispkit.workflow;

import org.jspecify.annotations.NullMarked;
