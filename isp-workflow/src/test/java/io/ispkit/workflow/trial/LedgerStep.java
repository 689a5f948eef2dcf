package io.ispkit.workflow.trial;

import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.workflow.Step;
import io.ispkit.workflow.StepContext;
import io.ispkit.workflow.StepPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes its operation into the {@link Ledger}: blindly, so that a blind repeat shows. */
public record LedgerStep(String name, int port) implements Step<Trip> {

  @Override
  public Reach reach(Trip state, StepContext context) {
    return Reach.REMOTE;
  }

  @Override
  public Outcome<StepPlan<Trip>> plan(Trip state, StepContext context) {
    return Outcome.done(new StepPlan<>(List.of(), state));
  }

  @Override
  public Outcome<Trip> run(Trip state, StepContext context) {
    String answer = ask("add " + context.operation().id());
    return answer.equals("ok") ? Outcome.done(state.via(name)) : Outcome.unknown(answer);
  }

  @Override
  public Outcome<Optional<Trip>> probe(Trip state, StepContext context) {
    String answer = ask("has " + context.operation().id());
    return switch (answer) {
      case "yes" -> Outcome.done(Optional.of(state.via(name)));
      case "no" -> Outcome.done(Optional.empty());
      default -> Outcome.unknown(answer);
    };
  }

  private String ask(String line) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      out.println(line);
      String answer = in.readLine();
      return answer == null ? "no answer" : answer;
    } catch (IOException e) {
      return "no answer: " + e.getClass().getSimpleName();
    }
  }
}
