package io.ispkit.radius.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ispkit.core.error.PermanentException;
import io.ispkit.core.rate.BitRate;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileRenderersTest {

  @TempDir private Path folder;

  private static List<String> ids() {
    return ProfileRenderers.load(ProfileRenderersTest.class.getClassLoader()).ids();
  }

  @Test
  void all_vendors_of_this_jar_are_found() {
    assertThat(ids())
        .containsExactly(
            "accel_ppp",
            "cambium",
            "chillispot",
            "cisco",
            "huawei",
            "juniper",
            "mikrotik",
            "nokia",
            "pfsense",
            "ubiquiti",
            "wispr",
            "zte");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void each_renders_the_same_by_its_defaults_and_by_no_options(String id) {
    ProfileRenderers renderers = ProfileRenderers.load(getClass().getClassLoader());
    SpeedProfile profile =
        SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20)).with(PolicyNames.both("gold"));
    Rendering rendering = renderers.find(id).render(profile);
    assertThat(rendering.orElseThrow()).isNotEmpty();
    assertThat(renderers.find(id, Map.of()).render(profile)).isEqualTo(rendering);
  }

  @Test
  void a_host_adds_one_with_attributes_of_its_own() throws IOException {
    try (URLClassLoader loader = loader(HostRenderer.class)) {
      ProfileRenderers renderers = ProfileRenderers.load(loader);
      assertThat(renderers.ids()).contains("acme", "mikrotik");
      assertThat(
              renderers
                  .find("acme")
                  .render(SpeedProfile.of(BitRate.ofMbps(100), BitRate.ofMbps(20)))
                  .orElseThrow())
          .containsExactly(new ReplyAttribute("Acme-Speed", ":=", "20000/100000"));
    }
  }

  @Test
  void two_of_one_id_are_refused_with_their_jars() throws IOException {
    try (URLClassLoader loader = loader(HostRenderer.class, HostRenderer.Twin.class)) {
      ProfileRenderers renderers = ProfileRenderers.load(loader);
      assertThatThrownBy(() -> renderers.find("acme"))
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("two renderers have the id acme")
          .hasMessageContaining("test-classes");
      assertThat(renderers.find("wispr").id()).isEqualTo("wispr");
    }
  }

  @Test
  void a_broken_one_is_skipped_and_reported() throws IOException {
    try (URLClassLoader loader = loader(HostRenderer.Broken.class)) {
      ProfileRenderers renderers = ProfileRenderers.load(loader);
      assertThat(renderers.ids()).hasSize(12);
      assertThat(renderers.report()).hasSize(13).anyMatch(line -> line.contains("skipped"));
    }
  }

  @Test
  void one_whose_id_is_none_is_skipped_and_reported() throws IOException {
    try (URLClassLoader loader = loader(HostRenderer.Misnamed.class, HostRenderer.class)) {
      ProfileRenderers renderers = ProfileRenderers.load(loader);
      assertThat(renderers.ids()).hasSize(13).contains("acme");
      assertThat(renderers.report())
          .anyMatch(line -> line.contains("Misnamed") && line.contains("Acme Corp."));
    }
  }

  @Test
  void an_unknown_id_is_refused_with_all_candidates() {
    ProfileRenderers renderers = ProfileRenderers.load(getClass().getClassLoader());
    assertThatThrownBy(() -> renderers.find("microtik"))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("mikrotik (MikroTik")
        .hasMessageContaining("zte (ZTE");
  }

  @Test
  void options_are_checked_all_at_once() {
    ProfileRenderers renderers = ProfileRenderers.load(getClass().getClassLoader());
    assertThatThrownBy(() -> renderers.find("huawei", Map.of("unit", "mbps", "by", "magic")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("unit")
        .hasMessageContaining("by");
    assertThatThrownBy(() -> renderers.find("mikrotik", Map.of("unit", "bps")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("unit");
  }

  private URLClassLoader loader(Class<?>... renderers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(ProfileRenderer.class.getName()),
        List.of(renderers).stream().map(Class::getName).toList());
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }
}
