package io.ispkit.radius.explain;

import java.time.ZoneId;
import java.util.Objects;

/**
 * What the decision depends on besides the rows: the configuration of the server. Its modules are
 * taken to run in the shipped order: {@code preprocess}, {@code chap}, {@code mschap}, {@code sql},
 * {@code expiration}, {@code pap}, with {@code hostname_lookups = no} and the shipped {@code
 * attr_filter.access_reject}.
 *
 * @param readsGroups {@code read_groups} of the module sql
 * @param readsProfiles {@code read_profiles} of the module sql
 * @param defaultProfile {@code default_user_profile} of the module sql; empty: none
 * @param checksExpiration whether the module expiration stands in {@code authorize}
 * @param countsSessions whether sql stands in {@code session}, without which Simultaneous-Use does
 *     nothing
 * @param zone the server's local zone, in which it reads dates that are no number of seconds
 */
public record ServerSettings(
    boolean readsGroups,
    boolean readsProfiles,
    String defaultProfile,
    boolean checksExpiration,
    boolean countsSessions,
    ZoneId zone) {

  /** Checks that nothing is missing. */
  public ServerSettings {
    Objects.requireNonNull(defaultProfile, "defaultProfile");
    Objects.requireNonNull(zone, "zone");
  }

  /**
   * As FreeRADIUS 3.2 is shipped: groups and profiles are read, expiration is checked, sessions are
   * not counted.
   */
  public static ServerSettings shipped(ZoneId zone) {
    return new ServerSettings(true, true, "", true, false, zone);
  }

  /** The same with sql in {@code session}. */
  public ServerSettings countingSessions() {
    return new ServerSettings(
        readsGroups, readsProfiles, defaultProfile, checksExpiration, true, zone);
  }

  /** The same without the module expiration. */
  public ServerSettings withoutExpiration() {
    return new ServerSettings(
        readsGroups, readsProfiles, defaultProfile, false, countsSessions, zone);
  }
}
