package io.ispkit.quickstart;

import io.ispkit.core.error.IspException;
import io.ispkit.core.fault.Fault;
import io.ispkit.quickstart.input.BadInputException;
import io.ispkit.quickstart.input.OrderBook;
import io.ispkit.quickstart.input.OrderBookReader;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.workflow.RunPlan;
import io.ispkit.workflow.deployment.DeploymentOrder;
import io.ispkit.workflow.deployment.DeploymentResult;
import io.ispkit.workflow.deployment.Deployments;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes customer orders from a file and turns each into a provisioned service. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = "Takes customer orders from a file and turns each into a provisioned service.",
    footer = {
      "",
      "Exit codes: 0 every order is deployed, pending, waiting or refused; 3 some are not; 2 bad input or configuration,",
      "nothing was written."
    })
public final class Quickstart {

  static final int OK = 0;
  static final int BAD_INPUT = 2;
  static final int SOME_FAILED = 3;
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "Orders file (default: the shipped one).")
  private @Nullable Path orders;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration (default: the shipped embedded one).")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, $${data:…} in the configuration (default: target/quickstart).")
  private Path data = Path.of("target", "quickstart");

  @Option(names = "--plan", description = "Print what would be written where; touch nothing.")
  private boolean plan;

  @Option(
      names = "--json",
      description = "Print the result as JSON on standard output; logs go to standard error.")
  private boolean json;

  @Option(
      names = "--installed",
      description = "Signal the technician's work as done (always so for the shipped orders).")
  private boolean installed;

  @Option(names = "--show-passwords", description = "Show the RADIUS passwords.")
  private boolean showPasswords;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long to wait when no order moves (default: ${DEFAULT-VALUE}).")
  private int patience = 60;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  Quickstart(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    int code = run(args, System.out, System.err, isTerminal());
    if (code != OK) {
      System.out.flush();
      System.exit(code);
    }
  }

  /** From Java 22 on there is a console also in a pipe, and it knows whether it is a terminal. */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console())
        .filter(
            console -> {
              try {
                return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
              } catch (NoSuchMethodException before22) {
                return true;
              } catch (ReflectiveOperationException e) {
                return false;
              }
            })
        .isPresent();
  }

  /** The whole program, for tests too: returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err, boolean terminal) {
    Quickstart program = new Quickstart(out, err, terminal);
    CommandLine commandLine = new CommandLine(program);
    try {
      commandLine.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      err.println(e.getMessage());
      return BAD_INPUT;
    }
    if (commandLine.isUsageHelpRequested()) {
      commandLine.usage(out);
      return OK;
    }
    try {
      return program.call();
    } catch (BadInputException e) {
      err.println(e.getMessage());
      return BAD_INPUT;
    } catch (IspException e) {
      err.println(e.getMessage());
      return SOME_FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SOME_FAILED;
    }
  }

  private int call() throws InterruptedException {
    Backend backend = new Backend(config, data);
    OrderBook book = checked(backend);
    boolean fresh = Files.notExists(data.resolve("isp.mv.db"));
    if (!plan && (fresh || !book.isSelfContained())) {
      try (Isp rehearsal = backend.open(true)) { // tells what is wrong before anything is written
        Backend.prepare(rehearsal, book);
      }
    }
    try (Isp isp = backend.open(plan)) {
      Fulfilment fulfilment = Backend.prepare(isp, book);
      return plan ? plan(isp, fulfilment) : fulfil(isp, fulfilment);
    }
  }

  /**
   * In a read-only backend whatever is written is gone in the end, so what the orders refer to can
   * be there while they are planned.
   */
  private int plan(Isp isp, Fulfilment fulfilment) {
    isp.database().transact(fulfilment::load);
    Printer printer = new Printer(out);
    List<DeploymentOrder> book = fulfilment.orders();
    List<RunPlan> plans = fulfilment.tenant().get(Deployments.class).plan(book);
    if (json) {
      printer.planJson(book, plans);
    } else {
      for (int i = 0; i < plans.size(); i++) {
        printer.plan(book.get(i), plans.get(i));
      }
    }
    return OK;
  }

  private int fulfil(Isp isp, Fulfilment fulfilment) throws InterruptedException {
    TenantServices tenant = fulfilment.tenant();
    int[] written = new int[2];
    isp.database()
        .transact(
            tx -> {
              written[0] = fulfilment.load(tx);
              return written[0];
            });
    isp.database()
        .transact(
            tx -> {
              written[1] = fulfilment.start(tx);
              return written[1];
            });
    ProgressBar bar = new ProgressBar(err, terminal && !json, fulfilment.orders().size());
    Watch watch =
        new Watch(
            tenant, Clock.systemUTC(), installed || orders == null, Duration.ofSeconds(patience));
    watch.untilQuiet(fulfilment.orders(), bar);
    Results reading = new Results(tenant, showPasswords);
    List<DeploymentResult> results = fulfilment.orders().stream().map(reading::of).toList();
    Printer printer = new Printer(out);
    if (json) {
      printer.json(results);
    } else {
      printer.table(results);
      if (written[0] + written[1] == 0) {
        out.println("Nothing new: everything in this file was there before.");
      }
    }
    boolean failed =
        results.stream().anyMatch(result -> result.state() == DeploymentResult.State.FAILED);
    return failed || fulfilment.orders().stream().anyMatch(watch::isUnfinished) ? SOME_FAILED : OK;
  }

  /** The orders; what is wrong with them is told together with what is wrong with the backend. */
  private OrderBook checked(Backend backend) {
    try {
      backend.check();
    } catch (BadInputException ofConfiguration) {
      try {
        readOrders();
      } catch (BadInputException ofOrders) {
        throw BadInputException.of(List.of(ofConfiguration, ofOrders));
      }
      throw ofConfiguration;
    }
    return readOrders();
  }

  private OrderBook readOrders() {
    try {
      if (orders == null) {
        return OrderBookReader.read("orders.json", resource("/orders.json"));
      }
      String name = String.valueOf(orders.getFileName());
      if (Files.size(orders) > MAX_BYTES) {
        throw new BadInputException(name, List.of(new Fault(name, "", "a file of at most 64 MiB")));
      }
      return OrderBookReader.read(name, Files.readAllBytes(orders));
    } catch (IOException e) {
      throw new BadInputException(
          "--orders",
          List.of(new Fault("--orders", String.valueOf(orders), "a file that can be read")));
    }
  }

  static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Quickstart.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
