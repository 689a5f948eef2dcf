package io.ispkit.radius.explain;

import io.ispkit.core.secret.Secret;
import io.ispkit.radius.access.internal.NtHash;
import io.ispkit.radius.dictionary.RowTable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Users, groups and requests as nobody should have them, and some as everybody has. */
final class RandomLogins {

  private static final String PASSWORD = "pw";

  private final Random random;
  private long id;

  RandomLogins(Random random) {
    this.random = random;
  }

  /** What stands in the tables for one user, and how the user logs in. */
  record Case(LoginRows rows, LoginRequest request) {}

  Case next(int number) {
    String user = "u" + number;
    List<AttributeRow> rows = new ArrayList<>();
    List<Membership> memberships = new ArrayList<>();
    if (chance(93)) {
      checks(rows, RowTable.RADCHECK, user, chance(80));
    }
    replies(rows, RowTable.RADREPLY, user, random.nextInt(5));
    List<String> owners = new ArrayList<>(List.of(user));
    if (chance(12)) {
      String profile = "p" + number;
      rows.add(row(RowTable.RADCHECK, user, "User-Profile", pick(":=", ":=", "="), profile));
      owners.add(profile);
    }
    for (String owner : owners) {
      int groups = random.nextInt(4);
      for (int i = 0; i < groups; i++) {
        String group = owner + "g" + i;
        memberships.add(
            new Membership(++id, owner, group, chance(85) ? i * 3 - 2 : random.nextInt(3)));
        if (chance(50)) {
          checks(rows, RowTable.RADGROUPCHECK, group, false);
        }
        replies(rows, RowTable.RADGROUPREPLY, group, random.nextInt(4));
      }
    }
    return new Case(new LoginRows(rows, memberships), request(user));
  }

  private LoginRequest request(String user) {
    LoginMethod method =
        chance(60) ? LoginMethod.PAP : chance(50) ? LoginMethod.CHAP : LoginMethod.MS_CHAP;
    String password = chance(90) ? PASSWORD : pick("no", user, "\"pw\"");
    LoginRequest request =
        LoginRequest.of(user, method, Secret.of(password), Instant.EPOCH)
            .withOpenSessions(chance(90) ? 0 : 1 + random.nextInt(2));
    if (chance(70)) {
      request = request.with("Calling-Station-Id", pick("aa:bb", "AA-BB", "10", "" + user));
    }
    if (chance(60)) {
      request = request.with("NAS-Port", pick("0", "5", "10", "4294967295"));
    }
    if (chance(50)) {
      request = request.with("NAS-IP-Address", pick("10.0.0.1", "192.0.2.7"));
    }
    if (chance(20)) {
      request = request.with("Called-Station-Id", pick("aa:bb", "x"));
      request = request.with("Called-Station-Id", pick("cc", "y"));
    }
    if (chance(30)) {
      request = request.with("Event-Timestamp", pick("1000000000", "2000000000"));
    }
    if (chance(20)) {
      request = request.with("Framed-IP-Address", pick("10.0.0.1", "10.0.0.9"));
    }
    return request;
  }

  private void checks(List<AttributeRow> rows, RowTable table, String owner, boolean password) {
    if (password) {
      rows.add(row(table, owner, "Cleartext-Password", ":=", PASSWORD));
    }
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      rows.add(check(table, owner));
    }
  }

  private AttributeRow check(RowTable table, String owner) {
    return switch (random.nextInt(18)) {
      case 0 ->
          row(
              table,
              owner,
              "Cleartext-Password",
              pick(":=", ":=", "+=", "=", "==", ""),
              pick(PASSWORD, "\"pw\"", "'pw'", "`pw`", "`%{User-Name}`", "old", "p\\w", ""));
      case 1 -> row(table, owner, "NT-Password", pick(":=", ":=", "="), hash("NT"));
      case 2 -> row(table, owner, "MD5-Password", pick(":=", "+="), hash("MD5"));
      case 3 -> row(table, owner, "SHA-Password", ":=", hash("SHA-1"));
      case 4 -> row(table, owner, "SHA2-Password", ":=", hash(pick("SHA-256", "SHA-512")));
      case 5 -> header(table, owner);
      case 6 ->
          row(
              table,
              owner,
              "Auth-Type",
              pick(":=", ":=", "=", "+=", "=="),
              pick("Accept", "Reject", "reject", "254", "4", "PAP", "CHAP", "MS-CHAP"));
      case 7 ->
          row(
              table,
              owner,
              "Calling-Station-Id",
              comparison(),
              pick("aa:bb", "AA-BB", "^aa", "b+$", "^[A-C]+-", "(aa|10)", "", "`%{User-Name}`"));
      case 8 ->
          row(
              table,
              owner,
              "NAS-Port",
              pick("==", "!=", "<", "<=", ">", ">=", "=*", "!*", "="),
              pick("0", "5", "10", "0x0a", "4294967295", "10 ", "99999999999999999999"));
      case 9 ->
          row(
              table,
              owner,
              "NAS-IP-Address",
              pick("==", "!=", "<", ">", "=*"),
              pick("10.0.0.1", "192.0.2.7", "10.0.0.1/32", "3221226002"));
      case 10 ->
          row(table, owner, "Called-Station-Id", comparison(), pick("aa:bb", "cc", "y", "^[a-c]"));
      case 11 ->
          row(
              table,
              owner,
              "Event-Timestamp",
              pick("<", ">", "==", "<="),
              pick("1000000000", "1 Jan 2030", "Sep 9 2001 01:46:40"));
      case 12 ->
          row(
              table,
              owner,
              "Expiration",
              pick(":=", ":=", ":=", "==", "<", ">="),
              pick(
                  "31 Dec 2037 23:59:59",
                  "Dec 31 2037",
                  "2037 Dec 31",
                  "1 Jan 2020",
                  "1577836800",
                  "2145916799",
                  "0",
                  "2037-12-31"));
      case 13 ->
          row(table, owner, "Simultaneous-Use", pick(":=", ":=", "+="), pick("1", "2", "3", "0"));
      case 14 ->
          row(table, owner, "SQL-Group", pick("==", "!=", "=~"), pick(owner + "g0", owner + "g1"));
      case 15 -> row(table, owner, "Framed-IP-Address", comparison(), pick("10.0.0.1", "10.0.0.9"));
      case 16 ->
          row(
              table,
              owner,
              pick("PBKDF2-Password", "PBKDF2-Password", "SSHA3-256-Password"),
              pick(":=", "+=", "="),
              pbkdf2());
      default -> row(table, owner, "Session-Timeout", pick(":=", "="), pick("60", "x", "", "1 2"));
    };
  }

  private AttributeRow header(RowTable table, String owner) {
    return row(
        table,
        owner,
        "Password-With-Header",
        ":=",
        pick(
            "{clear}pw",
            "{cleartext}other",
            "{SHA256}" + hash("SHA-256"),
            "{nt}" + hash("NT"),
            "{md5}" + hash("MD5"),
            "{x-pbkdf2}" + pbkdf2(),
            "{none}pw",
            PASSWORD));
  }

  private void replies(List<AttributeRow> rows, RowTable table, String owner, int count) {
    for (int i = 0; i < count; i++) {
      rows.add(reply(table, owner));
    }
    if (chance(35)) {
      rows.add(
          row(
              table,
              owner,
              "Fall-Through",
              pick(":=", "=", "+="),
              pick("Yes", "Yes", "Yes", "No", "yes", "1", "0")));
    }
  }

  private AttributeRow reply(RowTable table, String owner) {
    return switch (random.nextInt(13)) {
      case 0, 1 ->
          row(
              table,
              owner,
              "Session-Timeout",
              assignment(),
              chance(93) ? pick("60", "3600", "0x10", "10000000000") : pick("3600s", "-1", " 7"));
      case 2 -> row(table, owner, "Idle-Timeout", assignment(), pick("60", "900", "60"));
      case 3, 4 ->
          row(
              table,
              owner,
              "Reply-Message",
              assignment(),
              pick(
                  "hello",
                  "a b",
                  "\"quoted\"",
                  "'single'",
                  "`plain`",
                  "`hi %{User-Name}`",
                  "`%{Calling-Station-Id}`",
                  "tab\\there",
                  "x\\101\\\\y",
                  "odd\\q",
                  "",
                  "\"",
                  "100%"));
      case 5 ->
          row(
              table,
              owner,
              "Framed-IP-Address",
              assignment(),
              chance(95)
                  ? pick("10.1.2.3", "10.1.2.3/32", "255.255.255.254", "*")
                  : pick("10.0.0.1/24", "10 0 0 1"));
      case 6 ->
          row(
              table,
              owner,
              "Framed-IPv6-Prefix",
              assignment(),
              pick("2001:db8::/64", "2001:db8::1/56", "2001:db8::9"));
      case 7 -> row(table, owner, "Class", assignment(), pick("gold", "0x00ff", "0xAB", "a\\tb"));
      case 8 -> row(table, owner, "Mikrotik-Rate-Limit", assignment(), pick("10M/20M", "5M/5M"));
      case 9 -> row(table, owner, pick("Filter-Id", "filter-id"), assignment(), pick("f1", "f2"));
      case 10 ->
          row(table, owner, "Service-Type", assignment(), pick("Framed-User", "2", "login-user"));
      case 11 ->
          row(
              table,
              owner,
              pick("ERX-Service-Activate:1", "ERX-Service-Activate:2", "ERX-Service-Activate"),
              pick("+=", ":=", "="),
              pick("svc", "gold"));
      default -> row(table, owner, pick("Auth-Type", "Pool-Name"), ":=", "Reject");
    };
  }

  private String comparison() {
    return pick("==", "==", "!=", "=~", "!~", "=*", "!*", "<", ">=", "=");
  }

  private String assignment() {
    return pick(
        ":=", ":=", ":=", "=", "=", "=", "+=", "+=", "==", "-=", "<=", ">=", "^=", "!=", "!*",
        "=*");
  }

  private AttributeRow row(
      RowTable table, String owner, String attribute, String op, String value) {
    return new AttributeRow(table, ++id, owner, attribute, op, value);
  }

  private String hash(String algorithm) {
    String password = chance(85) ? PASSWORD : "other";
    try {
      byte[] digest =
          algorithm.equals("NT")
              ? HexFormat.of().parseHex(NtHash.of(password))
              : MessageDigest.getInstance(algorithm)
                  .digest(password.getBytes(StandardCharsets.US_ASCII));
      String hex = HexFormat.of().formatHex(digest);
      return pick(hex, hex, Base64.getEncoder().encodeToString(digest), "0x" + hex, "abc");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String pbkdf2() {
    String digest =
        chance(85)
            ? "Kr+sanKeWrzBDEKFDVH5Eu34LIz7M9Cafpg8Jx1U2ZM="
            : "S4THUbB13XILygVOOgO5fnuDYzUQ984fiHyASHfLINQ=";
    return pick(
        "$pbkdf2-sha256$100$c2FsdA$" + digest,
        "$PBKDF2$HMACSHA2+256:100:c2FsdA==$" + digest,
        "HMACSHA2+256:AAAAZA==:c2FsdA==:" + digest,
        "$pbkdf2-sha256$100$c2FsdA$." + digest.substring(1));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
