package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.RowTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what logins of one user may come to, whatever the NAS sends with them: for a promise such as
 * "nobody gets in", which has to hold for every request.
 *
 * <p>It is {@link Explain} for each case that is possible: each way of asking for the password,
 * which is taken for right; the conditions of a group or of the user met and not met; each order of
 * groups that share a priority. Only some attributes are looked at, so that rows which are not
 * modelled do not matter unless they bear on those. The server is taken to be as {@link
 * ServerSettings#shipped}, and dates that are no number of seconds are read as late as any zone
 * reads them.
 *
 * <p>Pure, immutable and thread-safe; never blocks.
 */
public final class AnyLogin {

  private static final int MOST_CONDITIONS = 6;
  private static final int MOST_ORDERS = 24;

  private final ServerNames names;
  private final Explain explain;

  /** By a dictionary. */
  public AnyLogin(Dictionary dictionary) {
    this.names = new ServerNames(dictionary);
    this.explain = new Explain(dictionary, ServerSettings.shipped(ZoneOffset.ofHours(-12)));
  }

  /**
   * All that {@code rows} may come to. Two conditions are taken to be independent, so a case among
   * these may be impossible; none that is possible is missing.
   *
   * @param attributes that are looked at, besides those that decide whether a login is accepted by
   *     its password; {@code Expiration} is not among them
   * @param at when the user logs in
   * @return at least one; of each the reply and the control list hold only such attributes. One
   *     that cannot be told for each row that the server expands, and when there are too many cases
   */
  public List<Explanation> explain(
      LoginRows rows, String username, Set<String> attributes, Instant at) {
    BearingRows bearing = new BearingRows(rows, username, attributes, names);
    if (isTooMuch(bearing)) {
      bearing.onlyBearing();
    }
    LoginRequest asked = LoginRequest.of(username, LoginMethod.PAP, null, at);
    Optional<List<List<Membership>>> orders = bearing.orders(MOST_ORDERS);
    if (isTooMuch(bearing) || orders.isEmpty()) {
      return List.of(untold(asked, null, "too many groups with conditions or one priority"));
    }
    Original original = new Original(rows);
    List<Explanation> all = new ArrayList<>();
    for (Set<String> failing : subsets(bearing.conditional())) {
      for (List<Membership> order : orders.get()) {
        LoginRows met = bearing.meeting(order, failing);
        for (LoginMethod method : LoginMethod.values()) {
          all.add(
              original.of(
                  explain.explain(met, LoginRequest.of(bearing.user(), method, null, at)),
                  LoginRequest.of(username, method, null, at)));
        }
      }
    }
    for (AttributeRow row : bearing.expanded()) {
      all.add(untold(asked, row, "what the server makes of it depends on the request"));
    }
    return all;
  }

  private static Explanation untold(LoginRequest asked, @Nullable AttributeRow row, String why) {
    return new Explanation(
        asked, Verdict.CANNOT_TELL, List.of(), List.of(), List.of(new Decision(row, why, true)));
  }

  private static boolean isTooMuch(BearingRows bearing) {
    return bearing.conditional().size() > MOST_CONDITIONS || bearing.orders(MOST_ORDERS).isEmpty();
  }

  private static List<Set<String>> subsets(List<String> all) {
    List<Set<String>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << all.size(); bits++) {
      Set<String> subset = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  /** Names the rows as they stand in the tables. */
  private static final class Original {

    private record Key(RowTable table, long id) {}

    private final Map<Key, AttributeRow> rows = new HashMap<>();

    Original(LoginRows all) {
      all.rows().forEach(row -> rows.put(new Key(row.table(), row.id()), row));
    }

    Explanation of(Explanation judged, LoginRequest request) {
      return new Explanation(
          request,
          judged.verdict(),
          items(judged.reply()),
          items(judged.control()),
          judged.decisions().stream()
              .map(each -> new Decision(of(each.row()), each.says(), each.decides()))
              .toList());
    }

    private List<ReplyItem> items(List<ReplyItem> items) {
      return items.stream()
          .map(each -> new ReplyItem(each.attribute(), each.value(), of(each.from())))
          .toList();
    }

    private @Nullable AttributeRow of(@Nullable AttributeRow row) {
      return row == null
          ? null
          : Objects.requireNonNullElse(rows.get(new Key(row.table(), row.id())), row);
    }
  }
}
