/** Services that customers have: the port that opens, assigns and activates them. */
@NullMarked
package io.ispkit.core.service;

import org.jspecify.annotations.NullMarked;
