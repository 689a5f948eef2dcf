package io.ispkit.radius.nas;

import io.ispkit.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code nas} beside name, short name and secret. Its text form shows no secret.
 *
 * @param type by which {@code checkrad} asks the NAS who is on, such as {@code cisco}; {@code
 *     other} means that the database is believed
 * @param ports how many it has; null: not told
 * @param server the virtual server that serves this NAS alone; null: all of them
 * @param community for SNMP, or null
 * @param description for people, or null
 */
public record NasDetails(
    String type,
    @Nullable Integer ports,
    @Nullable String server,
    @Nullable Secret community,
    @Nullable String description) {

  /** Of type {@code other}, with this description. */
  public static NasDetails described(String description) {
    return new NasDetails("other", null, null, null, description);
  }

  /** Of type {@code other}, with nothing else. */
  public static NasDetails none() {
    return new NasDetails("other", null, null, null, null);
  }
}
