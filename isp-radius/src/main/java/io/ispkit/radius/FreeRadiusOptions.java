package io.ispkit.radius;

import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of the adapter, checked together.
 *
 * @param server null: the tables live in the backend's own database
 * @param schema empty: where the connection of {@code server} stands
 */
record FreeRadiusOptions(
    @Nullable ServerOptions server,
    String schema,
    boolean createSchema,
    PasswordForm passwordForm,
    RateProfile rateProfile) {

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern URL_SECRET = Pattern.compile("(?i).*[?&;](user|password)=.*");
  private static final String OWN_SCHEMA = "radius";
  private static final int MAX_POOL = 100;

  static OptionSpec spec() {
    return OptionSpec.builder()
        .optional(
            "url",
            Option.Type.TEXT,
            "JDBC URL of the database that FreeRADIUS reads (jdbc:postgresql:, jdbc:mariadb: or"
                + " jdbc:h2:), without user and password; absent: the tables live in the backend's"
                + " own database.")
        .optional("username", Option.Type.TEXT, "User of that database.")
        .optional("password", Option.Type.SECRET, "Password of that user.")
        .integer("pool_size", 1, MAX_POOL, "4", "Connections to that database at most.")
        .optional(
            "schema",
            Option.Type.TEXT,
            "Schema of the tables (MariaDB: database), [a-z0-9_]; default: radius in the backend's"
                + " own database, else where the connection stands.")
        .optional(
            "create_schema",
            Option.Type.TEXT,
            "if_missing or never: whether tables that are missing are created; default: if_missing"
                + " in the backend's own database, else never.")
        .choice(
            "access_type",
            "pppoe",
            names(AccessType.values()),
            "How subscribers log in; decides which password forms can work.")
        .choice(
            "password_form",
            "cleartext",
            names(PasswordForm.values()),
            "How passwords stand in radcheck; anything but cleartext serves pap only, nt also"
                + " ms_chap.")
        .choice(
            "vendor",
            "mikrotik",
            List.of("mikrotik", "wispr"),
            "Which attributes tell the NAS the speed.")
        .judgedBy(FreeRadiusOptions::read)
        .build();
  }

  /**
   * Reads options that hold to {@link #spec}.
   *
   * @throws PermanentException names everything that does not go together
   */
  static FreeRadiusOptions read(Options options) {
    Faults faults = new Faults();
    FreeRadiusOptions read = read(options, faults);
    if (!faults.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return read;
  }

  /** What is read is good for nothing when faults were noted. */
  private static FreeRadiusOptions read(Options options, Faults faults) {
    ServerOptions server = server(options, faults);
    String schema = options.optionalText("schema").orElse(server == null ? OWN_SCHEMA : "");
    if (!schema.isEmpty() && !SCHEMA.matcher(schema).matches()) {
      faults.add("schema", schema, "1 to 63 of [a-z0-9_], beginning with a letter or _");
    }
    String create =
        options.optionalText("create_schema").orElse(server == null ? "if_missing" : "never");
    if (!create.equals("if_missing") && !create.equals("never")) {
      faults.add("create_schema", create, "if_missing or never");
    }
    AccessType access = value(AccessType.class, options.text("access_type"));
    PasswordForm form = value(PasswordForm.class, options.text("password_form"));
    if (!access.canUse(form)) {
      faults.add(
          "password_form",
          name(form),
          "a form that access type " + name(access) + " can check a login with");
    }
    RateProfile vendor =
        options.text("vendor").equals("wispr") ? new WisprRate() : new MikrotikRate();
    return new FreeRadiusOptions(server, schema, create.equals("if_missing"), form, vendor);
  }

  private static @Nullable ServerOptions server(Options options, Faults faults) {
    String url = options.optionalText("url").orElse("");
    String username = options.optionalText("username").orElse(null);
    Secret password = options.optionalSecret("password").orElse(null);
    if (url.isEmpty()) {
      if (username != null || password != null) {
        faults.add("url", "", "the database that username and password are for");
      }
      return null;
    }
    if (URL_SECRET.matcher(url).matches()) {
      faults.add("url", "", "a URL without user and password, which have options of their own");
    } else if (ServerOptions.product(url).isEmpty()) {
      faults.add("url", url, "a URL that begins with jdbc:postgresql:, jdbc:mariadb: or jdbc:h2:");
    }
    return new ServerOptions(
        url, username, password, Math.toIntExact(options.integer("pool_size")));
  }

  private static <E extends Enum<E>> E value(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(FreeRadiusOptions::name).toList();
  }
}
