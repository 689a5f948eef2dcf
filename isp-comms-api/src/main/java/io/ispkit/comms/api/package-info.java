/** What a communications provider is written against. */
@NullMarked
package io.ispkit.comms.api;

import org.jspecify.annotations.NullMarked;
