package io.ispkit.radius.accounting;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A restart of a NAS, told by its Accounting-On, or its end, told by Accounting-Off.
 *
 * @param closed sessions that were closed with it
 * @param open sessions that it ended, and that are open all the same; {@link
 *     NasReloads#closeInterrupted} closes them
 */
public record NasReload(@Nullable InetAddress nas, Instant at, long closed, long open) {}
