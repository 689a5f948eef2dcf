/** Messages to customers, as the business asks for them. */
@NullMarked
package io.ispkit.core.notification;

import org.jspecify.annotations.NullMarked;
