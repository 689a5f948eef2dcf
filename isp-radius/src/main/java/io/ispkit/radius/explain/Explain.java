package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.Bounds;
import io.ispkit.radius.dictionary.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what FreeRADIUS 3.2 answers to a login, from the rows of its SQL module alone, and which row
 * decides.
 *
 * <p>It is the server's own decision, made again: rows are read as generously as the server reads
 * them, compared and merged by the same rules, and what the server does in a way that is not
 * modelled here is answered with {@link Verdict#CANNOT_TELL}, never with a guess. A test asks a
 * real server the same thousands of questions.
 *
 * <p>Not modelled: attributes that the dictionary given lacks, expansions ({@code `%{…}`}) beyond
 * plain texts of the request, patterns beyond the simplest, Login-Time, Huntgroup-Name, proxying,
 * and modules beyond those that {@link ServerSettings} names (address pools, counters).
 *
 * <p>Pure, immutable and thread-safe; never blocks.
 */
public final class Explain {

  /** What a packet holds (RFC 2865, 3), without what the server itself adds. */
  private static final int MOST_BYTES = 3900;

  private static final int MOST_ORDERS = 120;
  private static final String REPLY_MESSAGE = "Reply-Message";

  private final Dictionary dictionary;
  private final ServerNames names;
  private final ServerSettings settings;

  /**
   * For one server.
   *
   * @param dictionary the attributes that are known here; a row with any other cannot be judged
   */
  public Explain(Dictionary dictionary, ServerSettings settings) {
    this.dictionary = dictionary;
    this.names = new ServerNames(dictionary);
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** For one server, by the packed dictionary. */
  public Explain(ServerSettings settings) {
    this(Dictionary.packed(), settings);
  }

  /**
   * What the server answers to {@code request} if {@code rows} are its rows. Where groups share a
   * priority, their order is the database's own: then it can be told only if no order matters.
   *
   * @throws IllegalArgumentException the request has an attribute whose value is none of its type
   */
  public Explanation explain(LoginRows rows, LoginRequest request) {
    Optional<List<List<Membership>>> orders = Orders.of(rows.memberships(), MOST_ORDERS);
    if (orders.isEmpty()) {
      return tied(request, List.of());
    }
    Explanation first = null;
    for (List<Membership> order : orders.get()) {
      Explanation next = once(new LoginRows(rows.rows(), order), request);
      if (first != null && !isSame(first, next)) {
        return tied(request, first.decisions());
      }
      first = first == null ? next : first;
    }
    return Objects.requireNonNull(first, "there is always one order");
  }

  private static Explanation tied(LoginRequest request, List<Decision> so) {
    List<Decision> decisions = new ArrayList<>();
    so.forEach(step -> decisions.add(new Decision(step.row(), step.says(), false)));
    decisions.add(
        new Decision(null, "groups share a priority, and their order is the database's own", true));
    return new Explanation(request, Verdict.CANNOT_TELL, List.of(), List.of(), decisions);
  }

  private static boolean isSame(Explanation a, Explanation b) {
    return a.verdict() == b.verdict()
        && a.verdict() != Verdict.CANNOT_TELL
        && values(a).equals(values(b));
  }

  private static List<String> values(Explanation explanation) {
    return explanation.reply().stream().map(i -> i.attribute() + "=" + i.value()).toList();
  }

  private Explanation once(LoginRows rows, LoginRequest request) {
    ValueReader values = new ValueReader(names, settings.zone());
    List<Item> sent = sent(request, values);
    Trace trace = new Trace();
    Lists lists = new Lists(Authentication.before(names, request.method()));
    Verdict verdict;
    try {
      trace.decide(accepted(rows, request, values, sent, lists, trace));
      verdict = Verdict.ACCEPT;
    } catch (Ended ended) {
      verdict = ended.verdict();
      trace.decide(ended.decision());
    }
    List<ReplyItem> reply = new ArrayList<>();
    if (verdict != Verdict.CANNOT_TELL) {
      for (Item item : answer(lists.reply(), verdict)) {
        reply.add(item.told());
      }
    }
    return new Explanation(
        request, verdict, reply, lists.control().stream().map(Item::told).toList(), trace.steps());
  }

  private Decision accepted(
      LoginRows rows,
      LoginRequest request,
      ValueReader values,
      List<Item> sent,
      Lists lists,
      Trace trace) {
    SafeNames.check(request.username(), "user");
    RowReader reader = new RowReader(names, values, new Expansion(names, sent), dictionary);
    Comparison comparison =
        new Comparison(
            sent,
            rows.groups(request.username()).stream()
                .map(Membership::group)
                .collect(Collectors.toSet()),
            request.at(),
            settings,
            trace);
    new Authorization(rows, reader, comparison, settings, lists, trace).run(request.username());
    Limits limits = new Limits(names, settings, lists, trace);
    limits.expiration(request.at());
    Decision right = new Authentication(names, request, lists).run();
    limits.sessions(request.openSessions());
    int bytes = 0;
    for (Item item : answer(lists.reply(), Verdict.ACCEPT)) {
      Value value = item.value();
      bytes += value == null ? 0 : value.bytes().length + 8;
    }
    if (bytes > MOST_BYTES) {
      throw Ended.unmodelled(null, "the reply is longer than a packet holds");
    }
    return right;
  }

  private List<Item> sent(LoginRequest request, ValueReader values) {
    List<Item> items = new ArrayList<>();
    items.add(item(ServerNames.USER_NAME, Value.text(request.username())));
    if (request.method() == LoginMethod.PAP && request.password() != null) {
      items.add(item(ServerNames.USER_PASSWORD, Value.text(request.password().reveal())));
    }
    for (LoginRequest.Sent sent : request.sent()) {
      AttributeFact fact = names.find(sent.attribute());
      if (fact != null) {
        Value value =
            values
                .sent(fact, sent.value())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "request: "
                                + sent.attribute()
                                + " cannot be \""
                                + sent.value()
                                + "\""));
        items.add(Item.ofServer(fact, value));
      }
    }
    AttributeFact moment = names.known(ServerNames.EVENT_TIMESTAMP);
    if (items.stream().noneMatch(item -> item.is(moment))) {
      items.add(
          Item.ofServer(moment, Value.number(AttributeType.DATE, request.at().getEpochSecond())));
    }
    return items;
  }

  private Item item(String name, Value value) {
    return Item.ofServer(names.known(name), value);
  }

  /**
   * What goes over the wire: nothing internal, nothing empty, and of a refusal only the message.
   */
  private static List<Item> answer(List<Item> reply, Verdict verdict) {
    List<Item> sent = new ArrayList<>();
    for (Item item : reply) {
      Value value = item.value();
      boolean empty = value != null && value.bytes().length == 0;
      if (!item.isInternal() && !empty && (verdict == Verdict.ACCEPT || item.is(REPLY_MESSAGE))) {
        sent.add(cut(item));
      }
    }
    return sent;
  }

  /** What does not fit into an attribute is cut off. */
  private static Item cut(Item item) {
    Value value = item.value();
    if (value == null || item.fact().type() != AttributeType.STRING) {
      return item;
    }
    int most = item.fact().vendor().isStandard() ? Bounds.MAX_VALUE : Bounds.MAX_VENDOR_VALUE;
    if (value.bytes().length <= most) {
      return item;
    }
    return item.with(Value.text(new String(value.bytes(), 0, most, StandardCharsets.UTF_8)));
  }
}
