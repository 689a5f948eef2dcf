package io.ispkit.runtime.database;

import io.ispkit.core.secret.Secret;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database to open.
 *
 * @param url {@code jdbc:h2:file:<path>}, {@code jdbc:h2:mem:<name>} (lost with the process) or
 *     {@code jdbc:postgresql://<host>/<database>}
 * @param username an H2 user must be an administrator
 * @param password null: none
 * @param schema holds our tables and is made when it is missing; {@code [a-z][a-z0-9_]{0,62}}
 * @param poolSize connections, 2 to 500. A transaction holds one; nothing of ours takes a second
 *     one while it holds one
 */
public record DatabaseOptions(
    String url, String username, @Nullable Secret password, String schema, int poolSize) {

  /** The schema of our tables when nothing else is said. */
  public static final String DEFAULT_SCHEMA = "isp";

  private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public DatabaseOptions {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(username, "username");
    checkSchema(schema);
    if (poolSize < 2 || poolSize > 500) {
      throw new IllegalArgumentException("pool size: expected 2 to 500, got " + poolSize);
    }
  }

  /** Schema {@code isp}, 10 connections, no password. */
  public static DatabaseOptions of(String url, String username) {
    return new DatabaseOptions(url, username, null, DEFAULT_SCHEMA, 10);
  }

  /**
   * The durable embedded database of a directory: the file {@code <path>.mv.db}, user {@code sa}.
   */
  public static DatabaseOptions h2File(java.nio.file.Path path) {
    return of("jdbc:h2:file:" + path.toAbsolutePath(), "sa");
  }

  public DatabaseOptions withPassword(@Nullable Secret secret) {
    return new DatabaseOptions(url, username, secret, schema, poolSize);
  }

  public DatabaseOptions withSchema(String name) {
    return new DatabaseOptions(url, username, password, name, poolSize);
  }

  public DatabaseOptions withPoolSize(int connections) {
    return new DatabaseOptions(url, username, password, schema, connections);
  }

  static String checkSchema(String schema) {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException("schema: expected [a-z][a-z0-9_]{0,62}, got " + schema);
    }
    return schema;
  }

  /** Without the URL's parameters, which may hold a password. */
  @Override
  public String toString() {
    String shown = url.split("[?;]", 2)[0];
    return "DatabaseOptions[" + shown + ", schema=" + schema + ", poolSize=" + poolSize + "]";
  }
}
