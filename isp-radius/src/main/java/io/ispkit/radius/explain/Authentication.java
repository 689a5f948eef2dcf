package io.ispkit.radius.explain;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.dictionary.AttributeType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the password (FreeRADIUS 3.2: the modules pap, chap and mschap, and {@code
 * rad_check_password}).
 */
final class Authentication {

  private static final long REJECT = 4;
  private static final long ACCEPT = 254;
  private static final long FIRST_OF_MODULES = 1 << 20;
  private static final int NT_LENGTH = 16;

  private final ServerNames names;
  private final LoginRequest request;
  private final Lists lists;

  Authentication(ServerNames names, LoginRequest request, Lists lists) {
    this.names = names;
    this.request = request;
    this.lists = lists;
  }

  /** What the modules chap and mschap set before any row is read. */
  static List<Item> before(ServerNames names, LoginMethod method) {
    return method == LoginMethod.PAP ? List.of() : List.of(authType(names, method));
  }

  private static Item authType(ServerNames names, LoginMethod method) {
    String name = method.authType();
    return Item.ofServer(
        names.known(ServerNames.AUTH_TYPE),
        Value.number(
            AttributeType.INTEGER,
            names.number(names.known(ServerNames.AUTH_TYPE), name).orElseThrow(),
            name));
  }

  /**
   * Returns what lets the user in.
   *
   * @throws Ended the user is refused, or it cannot be told
   */
  Decision run() {
    boolean found = normalize();
    Item last = null;
    for (Item item : lists.control()) {
      if (item.is(ServerNames.AUTH_TYPE)) {
        if (number(item) == REJECT) {
          throw Ended.rejected(item.row(), "Auth-Type is Reject");
        }
        last = item;
      }
    }
    if (last == null && found && request.method() == LoginMethod.PAP) {
      last = authType(names, LoginMethod.PAP);
      lists.control(Lists.and(lists.control(), last));
    }
    if (last == null) {
      throw Ended.rejected(null, "no row gives a password, so the server has nothing to check by");
    }
    return number(last) == ACCEPT
        ? new Decision(last.row(), "Auth-Type is Accept: no password is asked for", true)
        : checked(last);
  }

  private static long number(Item authType) {
    Value value = authType.value();
    if (value == null) {
      throw Ended.unmodelled(authType.row(), "what the server expands here cannot be told");
    }
    return value.number();
  }

  /** What the module pap does in authorize. Returns whether it has found a password. */
  private boolean normalize() {
    boolean found = false;
    List<Item> all = new ArrayList<>();
    List<Item> converted = new ArrayList<>();
    boolean clear = lists.controlled(HashedPassword.CLEARTEXT) != null;
    for (Item item : lists.control()) {
      if (item.is(PasswordHeader.NAME) && !clear) {
        if (!converted.isEmpty()) {
          throw Ended.unmodelled(item.row(), "several passwords with headers are not modelled");
        }
        converted.add(HashedPassword.normalized(PasswordHeader.converted(item, names)));
        found = true;
      } else {
        all.add(HashedPassword.normalized(item));
        found |= HashedPassword.isFound(item.fact().name());
      }
    }
    all.addAll(converted);
    lists.control(all);
    return found;
  }

  private Decision checked(Item authType) {
    String name = request.method().authType();
    Value type = authType.value();
    long own = names.number(names.known(ServerNames.AUTH_TYPE), name).orElseThrow();
    if (type == null || type.number() != own) {
      if (type == null || type.number() < FIRST_OF_MODULES) {
        throw Ended.unmodelled(authType.row(), "this Auth-Type is not modelled");
      }
      throw Ended.rejected(
          authType.row(), "Auth-Type is " + type.text() + ", but the NAS asks with " + name);
    }
    Item password = password();
    if (password == null) {
      throw Ended.rejected(null, "no row gives a password in a form that serves " + name);
    }
    Secret typed = request.password();
    if (typed == null) {
      return new Decision(password.row(), "the password is not given, and taken for right", true);
    }
    if (!HashedPassword.isRight(password, typed.reveal())) {
      throw Ended.rejected(password.row(), "the password is another one");
    }
    return new Decision(password.row(), "the password is right", true);
  }

  /** By which row the server checks, or null: by none. */
  private @Nullable Item password() {
    return switch (request.method()) {
      case PAP -> {
        for (Item item : lists.control()) {
          if (HashedPassword.isOne(item.fact().name())) {
            yield item;
          }
        }
        yield null;
      }
      case CHAP -> lists.controlled(HashedPassword.CLEARTEXT);
      case MS_CHAP -> {
        Item hash = lists.controlled(HashedPassword.NT);
        Value value = hash == null ? null : hash.value();
        if (hash != null && value == null) {
          throw Ended.unmodelled(hash.row(), "what the server expands here cannot be told");
        }
        yield value != null && value.bytes().length == NT_LENGTH
            ? hash
            : lists.controlled(HashedPassword.CLEARTEXT);
      }
    };
  }
}
