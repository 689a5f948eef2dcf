/** Contract test kits for providers and ports, embedded PostgreSQL, a settable clock and fakes. */
@NullMarked
package io.ispkit.testkit;

import org.jspecify.annotations.NullMarked;
