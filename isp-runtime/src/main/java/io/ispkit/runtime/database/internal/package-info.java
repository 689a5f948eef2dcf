/** How an H2 file is made to survive a killed process; no promise to users. */
@NullMarked
package io.ispkit.runtime.database.internal;

import org.jspecify.annotations.NullMarked;
