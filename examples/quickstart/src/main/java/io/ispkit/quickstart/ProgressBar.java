package io.ispkit.quickstart;

import java.io.PrintStream;

/** A progress bar on a terminal; silent in a pipe. */
final class ProgressBar {

  private static final int WIDTH = 40;

  private final PrintStream terminal;
  private final boolean shown;
  private final int total;

  ProgressBar(PrintStream terminal, boolean shown, int total) {
    this.terminal = terminal;
    this.shown = shown && total > 0;
    this.total = total;
  }

  void show(int done) {
    if (shown) {
      int filled = WIDTH * done / total;
      terminal.print(
          "\r["
              + "#".repeat(filled)
              + ".".repeat(WIDTH - filled)
              + "] "
              + done
              + "/"
              + total
              + " orders");
      terminal.flush();
    }
  }

  void end() {
    if (shown) {
      terminal.print("\r" + " ".repeat(WIDTH + 30) + "\r");
      terminal.flush();
    }
  }
}
