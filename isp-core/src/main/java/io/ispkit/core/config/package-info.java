/** The configuration tree and what plugins say of their options. */
@NullMarked
package io.ispkit.core.config;

import org.jspecify.annotations.NullMarked;
