/** Templates of messages: stored versions, those shipped in jars, and how they are rendered. */
@NullMarked
package io.ispkit.comms.template;

import org.jspecify.annotations.NullMarked;
