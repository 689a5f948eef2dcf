package io.ispkit.radius;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one table of {@code schema/<product>.sql} is made, and what it needs when it was made by an
 * earlier version. Immutable.
 *
 * @param name lower case, without schema
 * @param statements its "create table", then its indexes; each may be run again at any time
 * @param columns by name, as the script defines them
 * @param indexes that are no constraint
 */
record TableScript(
    String name, List<String> statements, Map<String, String> columns, List<Index> indexes) {

  /**
   * An index.
   *
   * @param columns in their order, as the catalogue writes them
   */
  record Index(String statement, List<String> columns) {}

  private static final String CREATE_TABLE = "create table if not exists ";
  private static final Set<String> CONSTRAINTS = Set.of("primary", "constraint", "unique", "key");
  private static final Pattern KEY = Pattern.compile("key (\\w+) \\((.*)\\)");
  private static final Pattern CREATE_INDEX =
      Pattern.compile("create index if not exists \\S+ on \\S+ \\((.*?)\\)(?: where .*)?");

  /** Reads a block of the script, without its comments. */
  static TableScript of(String block) {
    List<String> statements = new ArrayList<>();
    for (String statement : block.split(";\\s*", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    String create = statements.get(0);
    String qualified = create.substring(CREATE_TABLE.length(), create.indexOf('(')).strip();
    Map<String, String> columns = new LinkedHashMap<>();
    List<Index> indexes = new ArrayList<>();
    for (String line : create.substring(create.indexOf('(') + 1).split("\\n", -1)) {
      String definition = line.strip().replaceFirst(",$", "");
      String first = definition.replaceFirst("\\s.*", "").replace("\"", "");
      Matcher key = KEY.matcher(definition);
      if (key.matches()) {
        String statement = "create index if not exists %s on %s (%s)";
        indexes.add(
            new Index(
                statement.formatted(key.group(1), qualified, key.group(2)), names(key.group(2))));
      } else if (!first.isEmpty() && !first.startsWith(")") && !CONSTRAINTS.contains(first)) {
        columns.put(first.toLowerCase(Locale.ROOT), definition);
      }
    }
    for (String statement : statements.subList(1, statements.size())) {
      Matcher index = CREATE_INDEX.matcher(statement);
      if (!index.matches()) {
        throw new IllegalStateException("expected an index: " + statement);
      }
      indexes.add(new Index(statement, names(index.group(1))));
    }
    return new TableScript(
        qualified.substring(qualified.lastIndexOf('.') + 1),
        List.copyOf(statements),
        columns,
        List.copyOf(indexes));
  }

  private static List<String> names(String columns) {
    return List.of(columns.replaceAll("\\(\\d+\\)", "").split(", ", -1));
  }

  /** Whether the table is ours alone, whoever made the database. */
  boolean isOurs() {
    return name.startsWith("isp_");
  }

  /**
   * The statements that make a table whole which is there.
   *
   * @param present its columns
   * @param indexed the columns of its indexes
   */
  List<String> repairs(String schema, Set<String> present, List<List<String>> indexed) {
    List<String> repairs = new ArrayList<>();
    columns.forEach(
        (column, definition) -> {
          if (!present.contains(column)) {
            repairs.add(
                "alter table "
                    + (schema.isEmpty() ? "" : schema + ".")
                    + name
                    + " add column if not exists "
                    + forRowsThatAreThere(definition));
          }
        });
    for (Index index : indexes) {
      if (indexed.stream().noneMatch(each -> serves(each, index.columns()))) {
        repairs.add(index.statement());
      }
    }
    return repairs;
  }

  /** An index of another name serves as well. */
  private static boolean serves(List<String> present, List<String> wanted) {
    return present.size() >= wanted.size() && present.subList(0, wanted.size()).equals(wanted);
  }

  /** What must not be NULL is empty in the rows that are there. */
  private static String forRowsThatAreThere(String definition) {
    if (!definition.contains("not null") || definition.contains("default")) {
      return definition;
    }
    return definition + (definition.contains("bigint") ? " default 0" : " default ''");
  }
}
