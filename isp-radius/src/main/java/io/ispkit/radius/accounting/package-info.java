/**
 * What FreeRADIUS's table {@code radacct} tells: sessions, usage, who had an address, outages; and
 * the few things that may be put right in it. Begin with {@link
 * io.ispkit.radius.accounting.Accounting}.
 */
@NullMarked
package io.ispkit.radius.accounting;

import org.jspecify.annotations.NullMarked;
