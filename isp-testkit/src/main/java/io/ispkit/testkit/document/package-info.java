/** Documents whose programs and configurations are run by tests. */
@NullMarked
package io.ispkit.testkit.document;

import org.jspecify.annotations.NullMarked;
