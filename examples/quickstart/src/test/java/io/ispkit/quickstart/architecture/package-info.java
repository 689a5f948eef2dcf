/**
 * The arrows of docs/architecture.md as tests; they stand here because only the quickstart sees
 * every module.
 */
@NullMarked
package io.ispkit.quickstart.architecture;

import org.jspecify.annotations.NullMarked;
