/** Real databases for tests: H2 files and embedded PostgreSQL. */
@NullMarked
package io.ispkit.testkit.database;

import org.jspecify.annotations.NullMarked;
