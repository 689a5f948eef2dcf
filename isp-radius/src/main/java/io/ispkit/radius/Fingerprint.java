package io.ispkit.radius;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SHA-256 over the contents of rows, without ids and whatever their order: tells whether the rows
 * of a user are still those that were written. The digest of a weak password can be guessed, so it
 * stands only in the database that holds the row itself, and is never shown.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Collection<RadiusRow> rows) {
    return ofDigests(rows.stream().map(Fingerprint::digest));
  }

  /** The same of rows whose digests are known. */
  static String ofDigests(Stream<String> digests) {
    return hash(digests.sorted().collect(Collectors.joining(" ")));
  }

  /** What one row adds. */
  static String digest(RadiusRow row) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of(row.table().tableName(), row.attribute(), row.op(), row.value())) {
      text.append(part.length()).append(':').append(part);
    }
    return hash(text.toString());
  }

  private static String hash(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
