/** The contract of {@code SubscriberDirectory} as tests that every implementation runs. */
@NullMarked
package io.ispkit.testkit.subscriber;

import org.jspecify.annotations.NullMarked;
