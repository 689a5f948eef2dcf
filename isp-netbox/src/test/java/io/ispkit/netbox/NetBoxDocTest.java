package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.Options;
import io.ispkit.testkit.document.Document;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in docs/netbox.md runs and prints what is written there. */
class NetBoxDocTest {

  private static final Document PAGE = Document.read(Path.of("..", "docs", "netbox.md"));

  @Test
  void theConfigurationIsAccepted() throws Exception {
    Config config = Config.builder().text("netbox.yaml", PAGE.block("yaml")).build();
    Options options = config.read(reader -> reader.options(new NetBoxProvider().options()));
    assertThat(options.list("prefixes")).hasSize(2);
  }

  @Test
  void theProgramPrintsWhatIsWrittenBelowIt(@TempDir Path folder) throws Exception {
    try (FakeNetBox fake = new FakeNetBox()) {
      fake.prefix("100.64.0.0/24", "acme");
      fake.prefix("2001:db8::/40", "acme").status("container");
      fake.vlanGroup("homes", 100, 199);
      NetBox netBox =
          new Acme(fake)
              .with("answer_timeout", "30s")
              .with("prefixes", List.of("100.64.0.0/24"))
              .with("gateway", "first")
              .with("delegated_from", List.of("2001:db8::/40"))
              .with("vlan_group", "homes")
              .with("write_tags", List.of("isp"))
              .with("release", "quarantine")
              .open();
      assertThat(PAGE.program("java").run(folder, "order", netBox)).isEqualTo(PAGE.block("text"));
    }
  }
}
