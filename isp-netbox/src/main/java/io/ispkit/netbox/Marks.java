package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.operation.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the objects of one list by the mark of an operation in our custom field. Thread-safe. */
final class Marks<T extends Marked> {

  /** Reads an object; throws {@code IllegalArgumentException} when it is not as documented. */
  interface Reader<T> {
    T read(JsonNode json, String field, String etag);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Marks.class);

  /**
   * Characters of a query at most. Gunicorn, under which NetBox runs, takes request lines of 4,094
   * bytes ({@code limit_request_line}); the rest is for the path of the URL and the page.
   */
  private static final int QUERY = 3000;

  private final NetBoxApi api;
  private final Verdict verdict;
  private final String path;
  private final String field;
  private final Reader<T> reader;

  Marks(NetBoxApi api, Verdict verdict, String path, String field, Reader<T> reader) {
    this.api = api;
    this.verdict = verdict;
    this.path = path;
    this.field = field;
    this.reader = reader;
  }

  /** What stands in the custom field: unique also among tenants that share a NetBox. */
  static String mark(Operation operation) {
    return operation.tenant() + "/" + operation.id();
  }

  /** The objects of an operation, by their ids. */
  List<T> of(Operation operation) throws CallFailed {
    return ofAll(List.of(operation)).stream().sorted(Comparator.comparing(Marked::id)).toList();
  }

  /**
   * The objects of any of the operations, by as few calls as {@link #QUERY} allows. A custom field
   * filters loosely unless an administrator said otherwise (NetBox: filter logic "loose" matches
   * any part, in any case), and not at all when it is not defined; both are told apart here.
   */
  List<T> ofAll(Collection<Operation> operations) throws CallFailed {
    List<T> ours = new ArrayList<>();
    Set<String> marks = new LinkedHashSet<>();
    int length = 0;
    for (Operation operation : operations) {
      String mark = mark(operation);
      // cf_<field>=<mark>&, with its slash as %2F; all else that a mark may have stands as it is.
      int more = field.length() + mark.length() + 7;
      if (length + more > QUERY) {
        ours.addAll(ofGroup(marks));
        marks.clear();
        length = 0;
      }
      marks.add(mark);
      length += more;
    }
    if (!marks.isEmpty()) {
      ours.addAll(ofGroup(marks));
    }
    return ours;
  }

  private List<T> ofGroup(Set<String> marks) throws CallFailed {
    Listing listing = Listing.of(path);
    marks.forEach(mark -> listing.withField(field, mark));
    List<T> ours = new ArrayList<>();
    for (JsonNode json : api.list(listing)) {
      String actual = json.path("custom_fields").path(field).asText("");
      if (marks.contains(actual)) {
        ours.add(read(json, ""));
      } else if (marks.stream().noneMatch(mark -> isPart(mark, actual))) {
        throw CallFailed.refused(
            "misconfigured",
            "NetBox: expected a text custom field " + field + " on " + path + " to filter by");
      }
    }
    return ours;
  }

  private static boolean isPart(String mark, String actual) {
    return actual.toLowerCase(Locale.ROOT).contains(mark.toLowerCase(Locale.ROOT));
  }

  /** The object of an operation: of several the one with the lowest id, which landed first. */
  Optional<T> one(Operation operation) throws CallFailed {
    List<T> all = of(operation);
    if (all.size() > 1) {
      List<String> targets = all.stream().map(Marked::target).toList();
      LOG.warn("{}: several objects carry its mark, the first counts: {}", operation, targets);
    }
    return all.stream().findFirst();
  }

  /**
   * Whether an object was made with the mark that was asked for. NetBox refuses a custom field that
   * is not defined with 400; but 4.4.10 to 4.5.7 pass over it, and answer 201.
   */
  boolean isMarked(JsonNode asked, JsonNode made) {
    return markOf(asked).equals(markOf(made));
  }

  private String markOf(JsonNode object) {
    return object.path("custom_fields").path(field).asText("");
  }

  /**
   * Deletes what was just made without its mark, by which nobody would find it.
   *
   * @return how the deletion ended when it is not gone
   */
  Optional<HttpResult> takeBack(long id) {
    HttpResult result = api.send(HttpCall.delete(at(id)).expectJson().build());
    if (result instanceof HttpAnswer answer && (answer.isSuccess() || answer.status() == 404)) {
      return Optional.empty();
    }
    LOG.warn("NetBox made {} without our mark, and it is still there: {}", at(id), result);
    return Optional.of(result);
  }

  /** Why nothing is taken where marks are not kept. */
  CallFailed undefined() {
    return CallFailed.refused(
        "misconfigured",
        "NetBox: expected a text custom field " + field + " on " + path + " to write to");
  }

  /** The object as it is now, with its ETag; empty when it is gone. */
  Optional<T> fresh(long id) throws CallFailed {
    HttpResult result = api.send(HttpCall.get(at(id)).expectJson().build());
    if (result instanceof HttpAnswer answer) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      if (answer.isSuccess() && answer.json().isObject()) {
        return Optional.of(read(answer.json(), answer.header("etag").orElse("")));
      }
    }
    throw verdict.failure(result);
  }

  /** The path of one object. */
  String at(long id) {
    return path + id + "/";
  }

  T read(JsonNode json, String etag) throws CallFailed {
    try {
      return reader.read(json, field, etag);
    } catch (IllegalArgumentException odd) {
      throw CallFailed.refused("misconfigured", "NetBox gave an object unreadable to us: " + odd);
    }
  }
}
