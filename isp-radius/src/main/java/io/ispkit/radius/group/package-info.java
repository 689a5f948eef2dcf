/** Plans as groups of FreeRADIUS: what all members get, and what one of them gets instead. */
@NullMarked
package io.ispkit.radius.group;

import org.jspecify.annotations.NullMarked;
