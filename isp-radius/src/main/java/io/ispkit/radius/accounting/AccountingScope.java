package io.ispkit.radius.accounting;

import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;

import java.util.Locale;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.SQLDialect;

/**
 * Whose sessions are seen, and touched. {@code radacct} knows no tenant: tenants that share a
 * FreeRADIUS are kept apart by realm, or by how their user names end.
 */
public final class AccountingScope {

  private final Function<SQLDialect, Condition> condition;
  private final boolean byName;
  private final String words;

  private AccountingScope(Function<SQLDialect, Condition> condition, boolean byName, String words) {
    this.condition = condition;
    this.byName = byName;
    this.words = words;
  }

  /** All sessions: the FreeRADIUS serves one tenant, or this is for whoever runs it. */
  public static AccountingScope everything() {
    return new AccountingScope(dialect -> noCondition(), true, "everything");
  }

  /**
   * Sessions of a realm by the column {@code realm}, which FreeRADIUS fills only if a module such
   * as {@code suffix} is in its {@code preacct}. Compares exactly on PostgreSQL.
   */
  public static AccountingScope realm(String realm) {
    return new AccountingScope(dialect -> Radacct.REALM.eq(realm), false, "realm " + realm);
  }

  /**
   * Sessions whose user name ends so, whatever its case, such as {@code @acme.example}, in every
   * locale of this process (PostgreSQL folds by the database's own): for a server that does not
   * fill the column {@code realm}. No index serves it alone, so a list of all live sessions looks
   * at those of all tenants.
   */
  public static AccountingScope usernamesEndingWith(String ending) {
    if (ending.isEmpty()) {
      throw new IllegalArgumentException("expected an ending such as @acme.example");
    }
    String folded = ending.toLowerCase(Locale.ROOT);
    return new AccountingScope(
        // H2 would fold by the locale of the process, to which I may be no capital i
        dialect ->
            dialect == SQLDialect.H2
                ? Radacct.USERNAME.endsWithIgnoreCase(folded)
                : lower(Radacct.USERNAME).endsWith(folded),
        true,
        "user names ending with " + ending);
  }

  Condition condition(SQLDialect dialect) {
    return condition.apply(dialect);
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
