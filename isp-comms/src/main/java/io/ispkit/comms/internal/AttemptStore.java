package io.ispkit.comms.internal;

import static io.ispkit.comms.internal.jooq.Tables.COMMUNICATION_ATTEMPTS;

import io.ispkit.comms.account.ChannelAccount;
import io.ispkit.comms.api.SendOutcome;
import io.ispkit.comms.internal.jooq.tables.records.CommunicationAttemptsRecord;
import io.ispkit.comms.message.Attempt;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The rows of calls. Thread-safe. */
public final class AttemptStore {

  private static final String SENDING = "sending";

  private final Database database;
  private final InstantSource clock;

  public AttemptStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void begin(
      Transaction transaction,
      TenantId tenant,
      String attemptId,
      String messageId,
      int number,
      ChannelAccount account) {
    CommunicationAttemptsRecord row = new CommunicationAttemptsRecord();
    row.setTenantId(tenant.value());
    row.setAttemptId(attemptId);
    row.setMessageId(messageId);
    row.setNumber(number);
    row.setAccount(account.name());
    row.setProvider(account.provider());
    row.setOutcome(SENDING);
    row.setStartedAt(clock.instant());
    database.jooq(transaction).insertInto(COMMUNICATION_ATTEMPTS).set(row).execute();
  }

  void end(Transaction transaction, TenantId tenant, String attemptId, SendOutcome outcome) {
    database
        .jooq(transaction)
        .update(COMMUNICATION_ATTEMPTS)
        .set(COMMUNICATION_ATTEMPTS.OUTCOME, Outcomes.name(outcome))
        .set(COMMUNICATION_ATTEMPTS.REASON, Outcomes.reason(outcome))
        .set(COMMUNICATION_ATTEMPTS.PROVIDER_MESSAGE_ID, Outcomes.providerMessageId(outcome))
        .set(COMMUNICATION_ATTEMPTS.ENDED_AT, clock.instant())
        .where(COMMUNICATION_ATTEMPTS.TENANT_ID.eq(tenant.value()))
        .and(COMMUNICATION_ATTEMPTS.ATTEMPT_ID.eq(attemptId))
        .execute();
  }

  Optional<Attempt> find(Transaction transaction, TenantId tenant, String attemptId) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_ATTEMPTS)
        .where(COMMUNICATION_ATTEMPTS.TENANT_ID.eq(tenant.value()))
        .and(COMMUNICATION_ATTEMPTS.ATTEMPT_ID.eq(attemptId))
        .fetchOptional(AttemptStore::attempt);
  }

  /** The calls for a message, in their order. */
  public List<Attempt> of(Transaction transaction, TenantId tenant, String messageId) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_ATTEMPTS)
        .where(COMMUNICATION_ATTEMPTS.TENANT_ID.eq(tenant.value()))
        .and(COMMUNICATION_ATTEMPTS.MESSAGE_ID.eq(messageId))
        .orderBy(COMMUNICATION_ATTEMPTS.NUMBER, COMMUNICATION_ATTEMPTS.STARTED_AT)
        .fetch(AttemptStore::attempt);
  }

  private static Attempt attempt(CommunicationAttemptsRecord row) {
    return new Attempt(
        row.getAttemptId(),
        row.getNumber(),
        row.getAccount(),
        row.getProvider(),
        row.getOutcome(),
        row.getReason(),
        row.getProviderMessageId(),
        row.getStartedAt(),
        row.getEndedAt());
  }
}
