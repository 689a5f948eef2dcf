/** HTTP servers on loopback that stand in for other systems and can be made to misbehave. */
@NullMarked
package io.ispkit.testkit.http;

import org.jspecify.annotations.NullMarked;
