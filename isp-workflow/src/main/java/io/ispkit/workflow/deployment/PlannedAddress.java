package io.ispkit.workflow.deployment;

import io.ispkit.core.change.Change;
import io.ispkit.core.change.FieldChange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from allocators' plans which addresses they would take, for the plans that follow. */
final class PlannedAddress {

  private static final Pattern LITERAL =
      Pattern.compile(
          "(?<![0-9A-Fa-f:.])(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(/\\d+)?(?![0-9A-Fa-f:.])");

  private PlannedAddress() {}

  /** Empty when the plan names none. */
  static Optional<InetAddress> in(List<Change> changes) {
    return changes.stream()
        .flatMap(
            change ->
                Stream.concat(
                    Stream.of(change.target()),
                    change.fields().stream().map(FieldChange::after).filter(Objects::nonNull)))
        .flatMap(text -> parse(text).stream())
        .findFirst();
  }

  /** All that would be taken, or are held already. */
  static Set<InetAddress> allOf(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.target().startsWith("ip-address "))
        .flatMap(change -> parse(change.target()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<InetAddress> parse(String text) {
    Matcher matcher = LITERAL.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(matcher.group(1)));
    } catch (UnknownHostException e) {
      return Optional.empty(); // 999.1.1.1
    }
  }
}
