package io.ispkit.radius.dynauth;

import io.ispkit.core.fault.Faults;
import java.util.List;
import java.util.Optional;

/** The rules for what a CoA-Request is to change (RFC 5176 sections 3, 3.2 and 3.6). */
final class Changes {

  private Changes() {}

  static void check(List<NasAttribute> changes, Faults faults) {
    if (changes.isEmpty()) {
      faults.add("changes", "", "at least one attribute to change");
    }
    for (int i = 0; i < changes.size(); i++) {
      NasAttribute change = changes.get(i);
      String place = "changes[" + i + "]." + change.number();
      change.check(place, faults);
      Optional<StandardAttribute> standard = StandardAttribute.of(change.number());
      if (standard.isPresent()) {
        checkPart(place, standard.get(), faults);
      }
    }
    if (changes.stream().anyMatch(Request::isAuthorizeOnly)
        && changes.stream().noneMatch(change -> change.is(StandardAttribute.STATE))) {
      faults.add("changes", "", "State together with Service-Type Authorize-Only");
    }
  }

  private static void checkPart(String place, StandardAttribute attribute, Faults faults) {
    switch (attribute.part()) {
      case SESSION, NAS ->
          faults.add(
              place, attribute.title(), "a change; this identifies the session and cannot change");
      case NEVER ->
          faults.add(place, attribute.title(), "a change; this is not for callers to set");
      case CHANGE -> {
        // Allowed.
      }
    }
  }
}
