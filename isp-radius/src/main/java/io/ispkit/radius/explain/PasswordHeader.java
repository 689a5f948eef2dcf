package io.ispkit.radius.explain;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * {@code Password-With-Header}: the module pap turns it into the form that its header names
 * (FreeRADIUS 3.2, {@code normify_with_header}).
 */
final class PasswordHeader {

  static final String NAME = "Password-With-Header";

  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("{clear}", "Cleartext-Password"),
          Map.entry("{cleartext}", "Cleartext-Password"),
          Map.entry("{md5}", "MD5-Password"),
          Map.entry("{base64_md5}", "MD5-Password"),
          Map.entry("{smd5}", "SMD5-Password"),
          Map.entry("{crypt}", "Crypt-Password"),
          Map.entry("{sha2}", "SHA2-Password"),
          Map.entry("{sha224}", "SHA2-Password"),
          Map.entry("{sha256}", "SHA2-Password"),
          Map.entry("{sha384}", "SHA2-Password"),
          Map.entry("{sha512}", "SHA2-Password"),
          Map.entry("{ssha224}", "SSHA2-224-Password"),
          Map.entry("{ssha256}", "SSHA2-256-Password"),
          Map.entry("{ssha384}", "SSHA2-384-Password"),
          Map.entry("{ssha512}", "SSHA2-512-Password"),
          Map.entry("{sha}", "SHA-Password"),
          Map.entry("{ssha}", "SSHA-Password"),
          Map.entry("{md4}", "NT-Password"),
          Map.entry("{nt}", "NT-Password"),
          Map.entry("{nthash}", "NT-Password"),
          Map.entry("{x-nthash}", "NT-Password"),
          Map.entry("{x-pbkdf2}", "PBKDF2-Password"));

  private PasswordHeader() {}

  /**
   * What it becomes; an unknown header belongs to a password in the clear.
   *
   * @throws Ended it cannot be told
   */
  static Item converted(Item item, ServerNames names) {
    Value value = item.value();
    if (value == null) {
      throw Ended.unmodelled(item.row(), "what the server expands here cannot be told");
    }
    String text = value.text();
    int end = text.indexOf('}');
    if (end < 0 && text.matches("e[A-Za-z0-9+/]*={0,2}")) {
      throw Ended.unmodelled(item.row(), "a header in Base64 is not modelled");
    }
    String header = text.substring(0, end + 1).toLowerCase(Locale.ROOT);
    if (header.matches("\\{(?:pbkdf2[-_]sha[0-9]+|ns-mta-md5|x- orcllmv|x- orclntv)\\}")) {
      throw Ended.unmodelled(item.row(), "the form " + header + " is not modelled");
    }
    String form = FORMS.get(header);
    AttributeFact fact = names.known(form == null ? HashedPassword.CLEARTEXT : form);
    String content = form == null ? text : text.substring(end + 1);
    Value stored =
        fact.type() == AttributeType.OCTETS
            ? Value.octets(content.getBytes(StandardCharsets.UTF_8))
            : Value.text(content);
    return new Item(fact, null, Operator.SET_IF_ABSENT, stored, item.row());
  }
}
