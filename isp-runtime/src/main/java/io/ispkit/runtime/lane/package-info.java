/**
 * The durable kernel: rows that must be worked on exactly as often as they say, by one node at a
 * time, through crashes. Used three times: by the outbox, the message queue and the workflow
 * engine.
 */
@NullMarked
package io.ispkit.runtime.lane;

import org.jspecify.annotations.NullMarked;
