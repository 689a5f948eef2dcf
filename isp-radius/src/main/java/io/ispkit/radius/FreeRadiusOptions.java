package io.ispkit.radius;

import io.ispkit.core.config.ConfigurationException;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.core.connection.TargetOptions;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.secret.Secret;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    AccessType accessType,
    PasswordForm passwordForm,
    SpeedRows speeds) {

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern URL_SECRET = Pattern.compile("(?i).*[?&;](user|password)=.*");
  private static final String OWN_SCHEMA = "radius";
  private static final int MAX_POOL = 100;
  private static final int MAX_PLAN_CODE = 64;

  static OptionSpec spec() {
    return TargetOptions.database()
        .with("max_concurrent", "4")
        .with("wait_timeout", "5s")
        .withMostCalls(MAX_POOL)
        .addTo(own())
        .renamed("pool_size", "max_concurrent")
        .judgedBy(FreeRadiusOptions::read)
        .build();
  }

  private static OptionSpec.Builder own() {
    return OptionSpec.builder()
        .optional(
            "url",
            Option.Type.TEXT,
            "JDBC URL of the database that FreeRADIUS reads (jdbc:postgresql:, jdbc:mariadb: or"
                + " jdbc:h2:), without user and password; absent: the tables live in the backend's"
                + " own database.")
        .optional("username", Option.Type.TEXT, "User of that database.")
        .optional("password", Option.Type.SECRET, "Password of that user.")
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
        .choice("vendor", "mikrotik", renderers().ids(), "Whose attributes tell the NAS the speed.")
        .optional("vendor_options", Option.Type.MAP, "What that vendor's attributes leave open.")
        .optional(
            "policy_download",
            Option.Type.TEXT,
            "What a plan is called on a NAS that is told names, such as {plan}-down; {plan} is the"
                + " plan's code.")
        .optional("policy_upload", Option.Type.TEXT, "The same for the upload.")
        .optional(
            PlanProfiles.OPTION,
            Option.Type.MAP,
            "By plan code, what a plan promises beyond its rates, such as burst 120M/30M threshold"
                + " 80M/15M time 8s priority 5; download first.");
  }

  /**
   * Reads options that hold to {@link #spec}.
   *
   * @throws PermanentException names everything that does not go together
   */
  static FreeRadiusOptions read(Options options) {
    Faults faults = new Faults();
    Optional<FreeRadiusOptions> read = read(options, faults);
    if (!faults.isEmpty() || read.isEmpty()) {
      throw new PermanentException(options.origin() + ":\n" + Faults.describe(faults.list()));
    }
    return read.get();
  }

  /** What is read is good for nothing when faults were noted; empty only then. */
  private static Optional<FreeRadiusOptions> read(Options options, Faults faults) {
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
    boolean creates = create.equals("if_missing");
    return speeds(options, faults)
        .map(speeds -> new FreeRadiusOptions(server, schema, creates, access, form, speeds));
  }

  /** Found where this class was, so that the answer does not depend on the thread. */
  private static ProfileRenderers renderers() {
    return ProfileRenderers.load(FreeRadiusOptions.class.getClassLoader());
  }

  private static Optional<SpeedRows> speeds(Options options, Faults faults) {
    String download = options.optionalText("policy_download").orElse("");
    String upload = options.optionalText("policy_upload").orElse("");
    if (download.isEmpty() != upload.isEmpty()) {
      String missing = download.isEmpty() ? "policy_download" : "policy_upload";
      faults.add(missing, "", "names for both directions, or for none");
    }
    checkPolicy("policy_download", download, faults);
    checkPolicy("policy_upload", upload, faults);
    try {
      SpeedRows speeds =
          new SpeedRows(
              renderers().find(options.text("vendor"), options.map("vendor_options")),
              download,
              upload,
              Map.of());
      // a renderer whose facts contradict ours is refused now
      speeds.dictionary();
      return Optional.of(
          speeds.with(PlanProfiles.read(options.map(PlanProfiles.OPTION), speeds, faults)));
    } catch (ConfigurationException e) {
      e.faults()
          .forEach(f -> faults.add("vendor_options." + f.place(), f.value(), f.expectation()));
    } catch (PermanentException | IllegalArgumentException e) {
      faults.add("vendor", options.text("vendor"), "a vendor that can be used: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** With the longest plan code it must still be a name. */
  private static void checkPolicy(String option, String text, Faults faults) {
    if (!text.isEmpty()) {
      try {
        PolicyNames.both(SpeedRows.named(text, "x".repeat(MAX_PLAN_CODE)));
      } catch (IllegalArgumentException notOne) {
        faults.add(option, text, "a name of at most 200 characters with the longest plan code");
      }
    }
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
    return new ServerOptions(url, username, password, TargetOptions.read(options));
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
