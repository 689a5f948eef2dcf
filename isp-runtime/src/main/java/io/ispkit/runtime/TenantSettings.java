package io.ispkit.runtime;

import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.installation.Priority;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.runtime.job.ConfiguredJob;
import io.ispkit.runtime.module.TenantProfile;
import io.ispkit.runtime.module.TenantServices;
import io.ispkit.runtime.ticket.VisitRules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the configuration says of one tenant, as far as the runtime itself reads it. */
record TenantSettings(
    TenantProfile profile,
    VisitRules visits,
    Map<PortSection, AdapterChoice> adapters,
    List<ConfiguredJob> jobs) {

  // A DNS name, RFC 1035 section 2.3.1, of at least one label; short enough for a user name.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,190}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern REALM = Pattern.compile("(?=.{1,48}$)[a-z0-9]+([.-][a-z0-9]+)*");

  /**
   * Reads a tenant's section.
   *
   * @param offered jobs that do not come from adapters
   * @param overridden which ports the host fills itself
   */
  static TenantSettings read(
      ConfigReader tenant,
      FoundProviders<AdapterProvider<?>> providers,
      List<PeriodicJob<TenantServices>> offered,
      Predicate<Class<?>> overridden) {
    Map<PortSection, AdapterChoice> adapters = new EnumMap<>(PortSection.class);
    for (PortSection port : PortSection.values()) {
      adapters.put(port, AdapterChoice.read(tenant, port, providers));
    }
    List<PeriodicJob<TenantServices>> jobs = new ArrayList<>(offered);
    adapters.values().stream()
        .filter(choice -> choice.found() != null && !overridden.test(choice.section().port()))
        .forEach(choice -> jobs.addAll(ConfiguredJob.of(choice.provider())));
    return new TenantSettings(
        profile(tenant),
        visits(tenant.child("installation")),
        adapters,
        ConfiguredJob.read(tenant, jobs));
  }

  private static TenantProfile profile(ConfigReader tenant) {
    return new TenantProfile(
        tenant
            .<ZoneId>value("zone", "a time zone such as Europe/Berlin", ZoneOffset.UTC, ZoneId::of)
            .orElse(ZoneOffset.UTC),
        tenant
            .value(
                "language",
                "a language tag such as en or de-AT",
                Locale.ENGLISH,
                TenantSettings::language)
            .orElse(Locale.ENGLISH),
        tenant
            .text("realm")
            .matching(
                realm -> REALM.matcher(realm).matches(),
                "a realm of at most 48 lower case letters, digits, dots and hyphens")
            .optional()
            .orElse(null),
        tenant
            .text("domain")
            .matching(
                domain -> NAME.matcher(domain).matches(),
                "a domain in lower case such as dyn.example.net")
            .optional()
            .orElse(null),
        tenant
            .value(
                "currency",
                "an ISO 4217 currency such as EUR",
                Currency.getInstance("EUR"),
                Currency::getInstance)
            .orElse(Currency.getInstance("EUR")));
  }

  private static VisitRules visits(ConfigReader installation) {
    VisitRules usual = VisitRules.ofDefaults();
    Duration shortest = Duration.ofMinutes(1);
    Duration longest = Duration.ofDays(366);
    ConfigReader sla = installation.child("sla");
    Map<Priority, Duration> levels = new EnumMap<>(Priority.class);
    usual
        .serviceLevels()
        .forEach(
            (priority, level) ->
                levels.put(
                    priority,
                    sla.duration(priority.name().toLowerCase(Locale.ROOT), shortest, longest)
                        .orElse(level)));
    return new VisitRules(
        installation.integer("days_ahead", 0, 365).orElse(usual.daysAhead()),
        installation
            .value("at", "a time of day such as 10:00", usual.at(), LocalTime::parse)
            .orElse(usual.at()),
        levels,
        installation.duration("visit_window", shortest, longest).orElse(usual.window()),
        installation.text("team").orElse(usual.team()));
  }

  private static Locale language(String tag) {
    Locale language = new Locale.Builder().setLanguageTag(tag).build();
    if (language.getLanguage().isEmpty()) {
      throw new IllformedLocaleException("no language");
    }
    return language;
  }
}
