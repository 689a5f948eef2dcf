/** Which accounts of which providers a tenant's channels use. */
@NullMarked
package io.ispkit.comms.account;

import org.jspecify.annotations.NullMarked;
