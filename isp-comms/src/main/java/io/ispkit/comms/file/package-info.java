/** The provider that writes messages into a directory, one file each. */
@NullMarked
package io.ispkit.comms.file;

import org.jspecify.annotations.NullMarked;
