package io.ispkit.runtime.service;

import static io.ispkit.runtime.internal.jooq.Tables.SERVICE_NAME;

import io.ispkit.runtime.internal.jooq.tables.records.ServiceNameRecord;
import io.ispkit.runtime.tenant.TenantScope;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The names that services of a tenant hold: RADIUS user names and DNS names, each at most once.
 * Reserving needs the tenant's lock.
 */
final class NameBook {

  private static final String USERNAME = "username";
  private static final String DNS = "dns";

  private final TenantScope scope;

  NameBook(TenantScope scope) {
    this.scope = scope;
  }

  /** A name that is free now, and how it was made. */
  record Candidate(String kind, String name, String stem, int number) {}

  /** The user name that the next service of this e-mail address gets. */
  Candidate username(DSLContext jooq, String email) {
    String realm = scope.profile().realm();
    return free(
        jooq,
        USERNAME,
        NameRule.stem(email),
        realm == null ? "" : "@" + realm,
        NameRule.USERNAME_BYTES);
  }

  /** The DNS name that goes with it; null when the tenant has no domain for customers. */
  @Nullable Candidate dnsName(DSLContext jooq, Candidate username) {
    String domain = scope.profile().domain();
    if (domain == null) {
      return null;
    }
    String stem = NameRule.name(username.stem(), username.number(), "", NameRule.LABEL_BYTES);
    String tail = "." + domain;
    int limit = Math.min(NameRule.LABEL_BYTES, 253 - tail.length()) + tail.length();
    return free(jooq, DNS, NameRule.label(stem), tail, limit);
  }

  void reserve(DSLContext jooq, Candidate candidate, String serviceId) {
    ServiceNameRecord row =
        new ServiceNameRecord(
            scope.key(),
            candidate.kind(),
            candidate.name(),
            candidate.stem(),
            candidate.number(),
            serviceId);
    jooq.insertInto(SERVICE_NAME).set(row).execute();
  }

  void free(DSLContext jooq, String serviceId) {
    jooq.deleteFrom(SERVICE_NAME)
        .where(SERVICE_NAME.TENANT_ID.eq(scope.key()))
        .and(SERVICE_NAME.SERVICE_ID.eq(serviceId))
        .execute();
  }

  private Candidate free(DSLContext jooq, String kind, String stem, String tail, int limit) {
    String plain = NameRule.name(stem, 1, tail, limit);
    if (!taken(jooq, kind, plain)) {
      return new Candidate(kind, plain, stem, 1);
    }
    // Goes on after the highest number in use: a popular name costs no more than a rare one.
    Integer highest =
        jooq.select(DSL.max(SERVICE_NAME.STEM_NO))
            .from(SERVICE_NAME)
            .where(of(kind).and(SERVICE_NAME.STEM.eq(stem)))
            .fetchOne(0, Integer.class);
    int number = Math.max(2, highest == null ? 2 : highest + 1);
    String name = NameRule.name(stem, number, tail, limit);
    while (taken(jooq, kind, name)) {
      name = NameRule.name(stem, ++number, tail, limit);
    }
    return new Candidate(kind, name, stem, number);
  }

  private boolean taken(DSLContext jooq, String kind, String name) {
    return jooq.fetchExists(SERVICE_NAME, of(kind).and(SERVICE_NAME.NAME.eq(name)));
  }

  private Condition of(String kind) {
    return SERVICE_NAME.TENANT_ID.eq(scope.key()).and(SERVICE_NAME.KIND.eq(kind));
  }
}
