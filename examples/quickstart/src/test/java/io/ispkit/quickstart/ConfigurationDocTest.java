package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.Environment;
import io.ispkit.core.config.Option;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.ReferenceResolver;
import io.ispkit.core.job.PeriodicJob;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.drift.DriftJob;
import io.ispkit.runtime.module.IspModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/configuration.md names every option that there is, none that there is not. */
class ConfigurationDocTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "configuration.md");

  /** Such as {@code ### Adapter `pool`}, and all until the next heading. */
  private static final Pattern PLUGIN =
      Pattern.compile("^### ((?:Adapter|Provider|Job) `[a-z0-9_]+`)$(.*?)(?=^##|\\z)", flags());

  private static final Pattern ROW = Pattern.compile("^\\| (`[a-z0-9_]+` \\| [^|]* \\| [^|]*) \\|");

  @Test
  void everyOptionIsDocumentedWithItsFormAndDefaultAndNoOther() throws Exception {
    assertThat(documented()).isEqualTo(found());
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded configuration", "configuration with real servers"})
  void theCompleteExamplesAreAccepted(String name) throws IOException {
    Matcher example =
        Pattern.compile("^## A complete " + name + "$.*?^```yaml\n(.*?)^```", flags())
            .matcher(Files.readString(DOCUMENT));
    assertThat(example.find()).isTrue();
    Config config =
        Config.builder()
            .text("example.yaml", example.group(1))
            .map("test", Map.of("database", Map.of("url", "jdbc:h2:mem:configuration-doc")))
            .environmentReferences(
                Environment.of(
                    Map.of("RADIUS_DB_PASSWORD", "a", "ACS_PASSWORD", "b", "SMTP_PASSWORD", "c")))
            .resolver(new Mounted())
            .build();

    try (Isp isp = Isp.builder().config(config).readOnly().open()) {
      assertThat(isp.report()).contains("email by");
    }
  }

  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> plugins = new TreeMap<>();
    PLUGIN
        .matcher(Files.readString(DOCUMENT))
        .results()
        .forEach(plugin -> plugins.put(plugin.group(1), rows(plugin)));
    return plugins;
  }

  private static List<String> rows(MatchResult plugin) {
    return plugin
        .group(2)
        .lines()
        .flatMap(line -> ROW.matcher(line).results())
        .map(row -> row.group(1))
        .toList();
  }

  private static Map<String, List<String>> found() throws ReflectiveOperationException {
    Map<String, List<String>> plugins = new TreeMap<>();
    List<PeriodicJob<?>> jobs = new ArrayList<>(List.of(DriftJob.job()));
    for (AdapterProvider<?> adapter : ServiceLoader.load(AdapterProvider.class)) {
      plugins.put("Adapter `" + adapter.info().id() + "`", rows(adapter.options()));
      jobs.addAll(adapter.jobs());
    }
    ServiceLoader.load(IspModule.class).forEach(module -> jobs.addAll(module.jobs()));
    jobs.forEach(job -> plugins.put("Job `" + job.name() + "`", rows(job.options())));
    // By its name: the quickstart depends on isp-comms, and knows nothing of what providers know.
    Class<?> type = Class.forName("io.ispkit.comms.api.ChannelProvider");
    for (Object provider : ServiceLoader.load(type)) {
      PluginInfo info = (PluginInfo) type.getMethod("info").invoke(provider);
      OptionSpec options = (OptionSpec) type.getMethod("options").invoke(provider);
      plugins.put("Provider `" + info.id() + "`", rows(options));
    }
    return plugins;
  }

  private static List<String> rows(OptionSpec options) {
    List<String> rows = new ArrayList<>();
    for (Option option : options.options()) {
      String text = option.defaultText();
      String absent = option.required() ? "required" : text == null ? "–" : "`" + text + "`";
      String form = option.type().name().toLowerCase(Locale.ROOT);
      rows.add("`" + option.name() + "` | " + form + " | " + absent);
    }
    return rows;
  }

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL;
  }

  /** Stands in for files of secrets. */
  private static final class Mounted implements ReferenceResolver {

    @Override
    public String scheme() {
      return "file";
    }

    @Override
    public Optional<String> resolve(String name, Path folder) {
      return Optional.of("secret");
    }
  }
}
