package io.ispkit.genieacs.cpe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a kind of device has otherwise in one group. */
record GroupChange(
    Group.Part needs,
    @Nullable String objects,
    @Nullable BandRule bands,
    @Nullable Boolean create,
    Map<String, Map<String, List<String>>> words,
    Set<String> drop,
    List<Item> parameters) {

  GroupChange {
    Given.required(needs, "needs");
    words = words == null ? Map.of() : Map.copyOf(words);
    words.keySet().forEach(Setting::read);
    drop = drop == null ? Set.of() : Set.copyOf(drop);
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
  }
}
