/**
 * The NAS: what FreeRADIUS must know of each ({@link io.ispkit.radius.nas.NasClients}), and what
 * only we need to know ({@link io.ispkit.radius.nas.NasProfiles}).
 */
@NullMarked
package io.ispkit.radius.nas;

import org.jspecify.annotations.NullMarked;
