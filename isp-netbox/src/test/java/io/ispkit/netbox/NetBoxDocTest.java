package io.ispkit.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.core.config.Config;
import io.ispkit.core.config.Options;
import io.ispkit.testkit.netbox.FakeNetBox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in docs/netbox.md runs and prints what is written there. */
class NetBoxDocTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "netbox.md");

  @Test
  void theConfigurationIsAccepted() throws Exception {
    Config config = Config.builder().text("netbox.yaml", block("yaml")).build();
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
      assertThat(run(folder, block("java"), netBox)).isEqualTo(block("text"));
    }
  }

  private static String block(String language) throws Exception {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }

  private static String run(Path folder, String program, NetBox netBox) throws Exception {
    Path source = Files.writeString(folder.resolve("Example.java"), program);
    ByteArrayOutputStream faults = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                faults,
                faults,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(result).as(faults.toString(StandardCharsets.UTF_8)).isZero();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, NetBoxDocTest.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Example").getMethod("order", NetBox.class).invoke(null, netBox);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
