package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;

import java.util.Locale;
import org.jooq.Condition;

/**
 * Whose sessions are seen, and touched. {@code radacct} knows no tenant: tenants that share a
 * FreeRADIUS are kept apart by realm, or by how their user names end.
 */
public final class AccountingScope {

  private final Condition condition;
  private final boolean byName;
  private final String words;

  private AccountingScope(Condition condition, boolean byName, String words) {
    this.condition = condition;
    this.byName = byName;
    this.words = words;
  }

  /** All sessions: the FreeRADIUS serves one tenant, or this is for whoever runs it. */
  public static AccountingScope everything() {
    return new AccountingScope(noCondition(), true, "everything");
  }

  /**
   * Sessions of a realm by the column {@code realm}, which FreeRADIUS fills only if a module such
   * as {@code suffix} is in its {@code preacct}. Compares exactly on PostgreSQL.
   */
  public static AccountingScope realm(String realm) {
    return new AccountingScope(Radacct.REALM.eq(realm), false, "realm " + realm);
  }

  /**
   * Sessions whose user name ends so, whatever its case, such as {@code @acme.example}: for a
   * server that does not fill the column {@code realm}. No index serves it alone, so a list of all
   * live sessions looks at those of all tenants.
   */
  public static AccountingScope usernamesEndingWith(String ending) {
    if (ending.isEmpty()) {
      throw new IllegalArgumentException("expected an ending such as @acme.example");
    }
    return new AccountingScope(
        lower(Radacct.USERNAME).endsWith(ending.toLowerCase(Locale.ROOT)),
        true,
        "user names ending with " + ending);
  }

  Condition condition() {
    return condition;
  }

  /** Whether user names alone tell it, so that it serves a table without realms. */
  boolean isByName() {
    return byName;
  }

  @Override
  public String toString() {
    return words;
  }
}
