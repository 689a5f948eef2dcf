/** What every service of one tenant works with: its data's borders, its lock, its clock. */
@NullMarked
package io.ispkit.runtime.tenant;

import org.jspecify.annotations.NullMarked;
