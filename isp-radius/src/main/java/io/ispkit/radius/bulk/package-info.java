/**
 * Many subscribers at once: a table of a spreadsheet is checked line by line, proved by a sample of
 * logins, and written in many rows a statement.
 */
@NullMarked
package io.ispkit.radius.bulk;

import org.jspecify.annotations.NullMarked;
