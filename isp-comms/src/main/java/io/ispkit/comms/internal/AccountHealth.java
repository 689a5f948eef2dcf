package io.ispkit.comms.internal;

import static io.ispkit.comms.internal.jooq.Tables.COMMUNICATION_PROVIDERS;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit of each account, as this node sees it: an account that is down or refuses us rests
 * for a while, and a row tells people so. Only what the account itself is to blame for counts,
 * never a recipient or a content. Thread-safe.
 */
public final class AccountHealth {

  private static final Logger LOG = LoggerFactory.getLogger(AccountHealth.class);
  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(2);
  private static final Duration REFUSED_REST = Duration.ofMinutes(5);

  private record Key(TenantId tenant, String channel, String account) {}

  private record State(int failures, Instant until) {}

  private final Database database;
  private final InstantSource clock;
  private final Map<Key, State> resting = new ConcurrentHashMap<>();

  public AccountHealth(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Until when it rests; null when it does not. */
  @Nullable Instant restsUntil(TenantId tenant, ChannelAccount account) {
    State state = resting.get(key(tenant, account));
    return state != null && state.until.isAfter(clock.instant()) ? state.until : null;
  }

  /** It answered, whatever it said of the message. */
  void fine(Transaction transaction, TenantId tenant, ChannelAccount account) {
    Key key = key(tenant, account);
    if (resting.containsKey(key)) {
      write(transaction, key, account, "ok", null, null);
      transaction.afterCommit(() -> resting.remove(key));
    }
  }

  /** It could not be reached. */
  void down(Transaction transaction, TenantId tenant, ChannelAccount account, String reason) {
    Key key = key(tenant, account);
    State before = resting.get(key);
    int failures = before == null ? 1 : before.failures + 1;
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, 10));
    rest(transaction, key, account, new State(failures, after(min(rest))), "down", reason);
  }

  /** It refuses us: credentials, sender, credit. A person must act. */
  void refused(Transaction transaction, TenantId tenant, ChannelAccount account, String reason) {
    Key key = key(tenant, account);
    rest(transaction, key, account, new State(1, after(REFUSED_REST)), "refused", reason);
  }

  private void rest(
      Transaction transaction,
      Key key,
      ChannelAccount account,
      State state,
      String word,
      String reason) {
    write(transaction, key, account, word, state.until, reason);
    transaction.afterCommit(
        () -> {
          resting.put(key, state);
          LOG.warn(
              "tenant {}: account {} of channel {} is {} and rests until {}: {}",
              key.tenant,
              key.account,
              key.channel,
              word,
              state.until,
              reason);
        });
  }

  private void write(
      Transaction transaction,
      Key key,
      ChannelAccount account,
      String state,
      @Nullable Instant until,
      @Nullable String reason) {
    DSLContext jooq = database.jooq(transaction);
    Inserts.unlessThere(
        jooq.insertInto(COMMUNICATION_PROVIDERS)
            .set(COMMUNICATION_PROVIDERS.TENANT_ID, key.tenant.value())
            .set(COMMUNICATION_PROVIDERS.CHANNEL, key.channel)
            .set(COMMUNICATION_PROVIDERS.ACCOUNT, key.account)
            .set(COMMUNICATION_PROVIDERS.PROVIDER, account.provider())
            .set(COMMUNICATION_PROVIDERS.STATE, state)
            .set(COMMUNICATION_PROVIDERS.CHANGED_AT, clock.instant())
            .onConflictDoNothing());
    jooq.update(COMMUNICATION_PROVIDERS)
        .set(COMMUNICATION_PROVIDERS.PROVIDER, account.provider())
        .set(COMMUNICATION_PROVIDERS.STATE, state)
        .set(COMMUNICATION_PROVIDERS.PAUSED_UNTIL, until)
        .set(COMMUNICATION_PROVIDERS.REASON, reason)
        .set(COMMUNICATION_PROVIDERS.CHANGED_AT, clock.instant())
        .where(COMMUNICATION_PROVIDERS.TENANT_ID.eq(key.tenant.value()))
        .and(COMMUNICATION_PROVIDERS.CHANNEL.eq(key.channel))
        .and(COMMUNICATION_PROVIDERS.ACCOUNT.eq(key.account))
        .execute();
  }

  private Instant after(Duration rest) {
    return clock.instant().plus(rest);
  }

  private static Duration min(Duration rest) {
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  private static Key key(TenantId tenant, ChannelAccount account) {
    return new Key(tenant, account.channel().name(), account.name());
  }
}
