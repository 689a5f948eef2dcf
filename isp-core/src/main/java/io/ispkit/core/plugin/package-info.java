/** What adapter jars implement so that they are found. */
@NullMarked
package io.ispkit.core.plugin;

import org.jspecify.annotations.NullMarked;
