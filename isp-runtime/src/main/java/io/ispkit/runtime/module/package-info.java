/** How a jar adds services to the backend, and what it is given for that. */
@NullMarked
package io.ispkit.runtime.module;

import org.jspecify.annotations.NullMarked;
