package io.ispkit.radius.accounting;

import io.ispkit.testkit.database.OnEachDatabase;
import io.ispkit.testkit.database.TestDatabase;

/** On H2 and PostgreSQL, in the tables that the adapter makes. */
@OnEachDatabase
class AccountingIT extends AccountingBehaviour {

  AccountingIT(TestDatabase database) {
    super(new RadacctRows(database));
  }
}
