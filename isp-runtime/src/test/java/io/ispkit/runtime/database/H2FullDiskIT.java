package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.CommitUnknownException;
import io.ispkit.core.error.RetryableException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk without space makes of transactions on an H2 file. */
class H2FullDiskIT {

  @TempDir private Path directory;

  @AfterEach
  void spaceIsThere() {
    FullDisk.full(false);
  }

  @Test
  void aCommitThatCannotBeWrittenIsUnknownAndWhatFollowsPasses() {
    FullDisk.register();
    try (Database database = open()) {
      database.transact(tx -> database.jooq(tx).execute("create table t (id int primary key)"));
      FullDisk.full(true);
      assertThatThrownBy(() -> insert(database, 1)).isInstanceOf(CommitUnknownException.class);
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> insert(database, 2))
            .isInstanceOfAny(CommitUnknownException.class, RetryableException.class);
      }
      FullDisk.full(false);
    }
    try (Database again = open()) { // H2 does not go on with a store that it has given up
      assertThat(insert(again, 3)).isEqualTo(1);
    }
  }

  private Database open() {
    String url = "jdbc:h2:ispkit:" + FullDisk.SCHEME + ":" + directory.resolve("isp");
    return Database.open(DatabaseOptions.of(url, "sa"));
  }

  private static int insert(Database database, int id) {
    return database.transact(tx -> database.jooq(tx).execute("insert into t values (?)", id));
  }
}
