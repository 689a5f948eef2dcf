package io.ispkit.quickstart.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.text.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderBookReaderHostileTest {

  @Test
  void everyFileIsReadOrRefusedWithPrintableFaults() throws IOException {
    byte[] base;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/orders.json"))) {
      base = in.readAllBytes();
    }
    HostileOrders hostile = new HostileOrders(base, new SplittableRandom(20251016));
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      try {
        OrderBookReader.read("orders.json", hostile.next());
      } catch (BadInputException e) {
        refused++;
        assertThat(e.faults()).isNotEmpty();
        e.faults().forEach(fault -> assertThat(PrintableText.isLine(fault.toString())).isTrue());
      }
    }
    assertThat(refused).isBetween(5_000, 9_999);
  }
}
