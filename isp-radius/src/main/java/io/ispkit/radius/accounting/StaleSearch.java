package io.ispkit.radius.accounting;

import io.ispkit.radius.nas.NasProfile;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** Judges open sessions by the rule, at one moment. Not thread-safe. */
final class StaleSearch {

  private static final int CHUNK = 1_000;

  private final AccountingSettings settings;
  private final StaleRule rule;
  private final int limit;
  private final Instant now;
  private final Map<InetAddress, Boolean> silent = new HashMap<>();

  StaleSearch(AccountingSettings settings, StaleRule rule, int limit) {
    this.settings = settings;
    this.rule = rule;
    this.limit = limit;
    this.now = settings.clock().instant();
  }

  StaleResult find(Radacct radacct) {
    List<Session> stale = new ArrayList<>();
    List<Session> kept = new ArrayList<>();
    Optional<Duration> least =
        settings.profiles().stream()
            .flatMap(profile -> rule.patience(profile).stream())
            .min(Duration::compareTo);
    if (least.isEmpty()) {
      return new StaleResult(stale, kept, false);
    }
    var latest = radacct.at(now.minus(least.get()));
    Session last = null;
    while (true) {
      List<Session> chunk =
          radacct.fetch(
              radacct
                  .sessions(
                      Radacct.STOP
                          .isNull()
                          .and(Radacct.START.lt(latest))
                          .and(Radacct.SIGN.lt(latest))
                          .and(after(radacct, last)))
                  .orderBy(Radacct.START, Radacct.ID)
                  .limit(CHUNK));
      for (Session session : chunk) {
        last = session;
        if (isStale(session)) {
          if (rule.silentNas() || !isSilent(radacct, session)) {
            stale.add(session);
          } else if (kept.size() < StaleSessions.MOST) {
            kept.add(session);
          }
        }
        if (stale.size() == limit) {
          return new StaleResult(stale, kept, true);
        }
      }
      if (chunk.size() < CHUNK) {
        return new StaleResult(stale, kept, false);
      }
    }
  }

  /** Before which a session of this one's NAS must have been heard of to be stale. */
  Instant limit(Session session) {
    return now.minus(rule.patience(profile(session)).orElseThrow());
  }

  /** Those among {@code sessions} to which the same limit applies. */
  List<Session> ofOnePatience(List<Session> sessions, Session one) {
    return sessions.stream().filter(other -> limit(other).equals(limit(one))).toList();
  }

  private boolean isStale(Session session) {
    Instant seen = session.lifetime().lastSeen();
    return rule.patience(profile(session)).isPresent()
        && seen != null
        && seen.isBefore(limit(session));
  }

  /** Whether no session of the same NAS was heard of since the limit, whoever's it is. */
  private boolean isSilent(Radacct radacct, Session session) {
    InetAddress nas = session.access().nas();
    if (nas == null) {
      return true;
    }
    // one NAS has one profile, so one limit
    return silent.computeIfAbsent(
        nas,
        n -> {
          var since = radacct.at(limit(session));
          Condition same = radacct.addresses().is(Radacct.NAS, nas);
          return !exists(radacct, same.and(Radacct.STOP.isNull()).and(Radacct.SIGN.ge(since)))
              && !exists(radacct, same.and(Radacct.STOP.ge(since)));
        });
  }

  /** Not within the scope: a packet for another tenant is a sign of life of the NAS too. */
  private static boolean exists(Radacct radacct, Condition condition) {
    return radacct
        .sql()
        .fetchExists(radacct.sql().selectOne().from(radacct.table()).where(condition));
  }

  private NasProfile profile(Session session) {
    return settings.profiles().of(session.access().nas());
  }

  private static Condition after(Radacct radacct, @Nullable Session last) {
    return Sessions.behind(
        radacct,
        last == null ? null : new SessionCursor(last.lifetime().startedAt(), last.key().row()));
  }
}
