/**
 * Services that change while customers use them: states and plans as rows, told to the NAS of each
 * live session, and verified. Begin with {@link io.ispkit.radius.live.LiveChanges}.
 */
@NullMarked
package io.ispkit.radius.live;

import org.jspecify.annotations.NullMarked;
