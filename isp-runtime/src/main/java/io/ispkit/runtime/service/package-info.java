/** Services, subscriptions, activation and the names that services carry. */
@NullMarked
package io.ispkit.runtime.service;

import org.jspecify.annotations.NullMarked;
