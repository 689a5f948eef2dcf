/**
 * What FreeRADIUS's dictionaries say of the attributes that an ISP writes, and the check that a row
 * passes before it is written.
 */
@NullMarked
package io.ispkit.radius.dictionary;

import org.jspecify.annotations.NullMarked;
