package io.ispkit.radius.explain;

import io.ispkit.core.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A login as the NAS asks for it. Immutable.
 *
 * @param password what the subscriber types, or null: it is then taken for the right one
 * @param sent further attributes of the Access-Request, in their order; User-Name and the password
 *     are not among them
 * @param at when the server receives it
 * @param openSessions how many sessions of this user the server's own count finds in {@code
 *     radacct}, or null: not counted
 */
public record LoginRequest(
    String username,
    LoginMethod method,
    @Nullable Secret password,
    List<Sent> sent,
    Instant at,
    @Nullable Integer openSessions) {

  /**
   * One attribute of the request.
   *
   * @param value in the text form of its type; a text exactly as it goes over the wire
   */
  public record Sent(String attribute, String value) {

    /** Checks that nothing is missing. */
    public Sent {
      Objects.requireNonNull(attribute, "attribute");
      Objects.requireNonNull(value, "value");
    }
  }

  /** Copies the list. */
  public LoginRequest {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(method, "method");
    sent = List.copyOf(sent);
    Objects.requireNonNull(at, "at");
  }

  /** A login with this password and no further attributes. */
  public static LoginRequest of(
      String username, LoginMethod method, @Nullable Secret password, Instant at) {
    return new LoginRequest(username, method, password, List.of(), at, null);
  }

  /** The same with one attribute more. */
  public LoginRequest with(String attribute, String value) {
    List<Sent> more = new ArrayList<>(sent);
    more.add(new Sent(attribute, value));
    return new LoginRequest(username, method, password, more, at, openSessions);
  }

  /** The same with the number of open sessions. */
  public LoginRequest withOpenSessions(int count) {
    return new LoginRequest(username, method, password, sent, at, count);
  }
}
