package io.ispkit.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2UrlTest {

  @Test
  void aFileGetsTheDurableSettings() {
    assertThat(H2Url.durable("jdbc:h2:file:/data/isp"))
        .isEqualTo("jdbc:h2:ispkit:/data/isp;WRITE_DELAY=0;LOCK_TIMEOUT=10000");
  }

  @Test
  void settingsThatAreThereStay() {
    assertThat(H2Url.durable("jdbc:h2:file:/data/isp;write_delay=0;LOCK_TIMEOUT=5"))
        .isEqualTo("jdbc:h2:ispkit:/data/isp;write_delay=0;LOCK_TIMEOUT=5");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:/data/isp, jdbc:h2:ispkit:/data/isp;",
    "jdbc:h2:./isp, jdbc:h2:ispkit:./isp;",
    "jdbc:h2:~/isp, jdbc:h2:ispkit:~/isp;",
    "jdbc:h2:C:/data/isp, jdbc:h2:ispkit:C:/data/isp;",
    "jdbc:h2:ispkit:./isp, jdbc:h2:ispkit:./isp;",
  })
  void aFileIsOpenedThroughTheLayerThatKeepsItsHeader(String url, String start) {
    assertThat(H2Url.durable(url)).startsWith(start);
    assertThat(H2Url.durable(H2Url.durable(url))).isEqualTo(H2Url.durable(url));
  }

  @Test
  void aDatabaseInMemoryOutlivesItsConnections() {
    assertThat(H2Url.durable("jdbc:h2:mem:x")).contains(";DB_CLOSE_DELAY=-1");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/x;WRITE_DELAY=500, loses acknowledged commits",
    "jdbc:h2:file:/x;Auto_Server=TRUE, second process",
    "jdbc:h2:file:/x;FILE_LOCK=NO, second process",
    "jdbc:h2:file:/x;LOCK_MODE=0, transactions off",
    "jdbc:h2:tcp://db/x, not a file of this process",
    "jdbc:h2:split:/x, not a file of this process",
    "jdbc:h2:/x;CIPHER=AES, hides",
  })
  void whatGivesUpDurabilityIsRefusedWithTheReason(String url, String reason) {
    assertThatThrownBy(() -> H2Url.durable(url))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThatThrownBy(() -> H2Url.durable("jdbc:h2:file:/x;WRITE_DELAY=9;AUTO_SERVER=TRUE"))
        .hasMessageContaining("WRITE_DELAY=9")
        .hasMessageContaining("AUTO_SERVER");
  }
}
