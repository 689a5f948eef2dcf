package io.ispkit.workflow.trial;

import java.util.ArrayList;
import java.util.List;

/** The state of the workflows in these tests: what happened, in order. */
public record Trip(String traveller, List<String> stops) {

  public Trip {
    stops = List.copyOf(stops);
  }

  public static Trip of(String traveller) {
    return new Trip(traveller, List.of());
  }

  public Trip via(String stop) {
    List<String> all = new ArrayList<>(stops);
    all.add(stop);
    return new Trip(traveller, all);
  }
}
