package io.ispkit.radius.nas;

import io.ispkit.core.secret.Secret;

/**
 * One row of {@code nas}: who may ask FreeRADIUS, and with which secret. Its text form shows no
 * secret.
 *
 * @param name address, CIDR prefix or host name from which it sends
 * @param shortName for people and logs
 * @param secret shared with FreeRADIUS
 */
public record NasClient(String name, String shortName, Secret secret, NasDetails details) {

  /** With no details. */
  public static NasClient of(String name, String shortName, Secret secret) {
    return new NasClient(name, shortName, secret, NasDetails.none());
  }

  /** The same with another secret. */
  public NasClient withSecret(Secret other) {
    return new NasClient(name, shortName, other, details);
  }
}
