/** The communications engine: templates, queue, dispatch, attempts and log. */
@NullMarked
package io.ispkit.comms;

import org.jspecify.annotations.NullMarked;
