package io.ispkit.comms.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.ispkit.comms.api.ChannelType;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedTemplatesTest {

  private final ShippedTemplates shipped =
      new ShippedTemplates(ShippedTemplatesTest.class.getClassLoader());

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "es"})
  void renderWithTheLeastAndWithEverything(String language) {
    Template template =
        shipped
            .find("service_activated", new ChannelType("email"), Locale.forLanguageTag(language))
            .orElseThrow();
    CompiledTemplate compiled = CompiledTemplate.of(template.content());
    Content least = compiled.render(Map.of("plan", "<fiber>"));
    assertThat(least.subject()).isNotBlank();
    assertThat(least.text()).contains("<fiber>").doesNotContain("Mbit");
    assertThat(least.html()).contains("&lt;fiber&gt;", "lang=\"" + language + "\"");
    Content most =
        compiled.render(
            Map.of(
                "customer_name",
                "Jane",
                "plan",
                "fiber_1gbps",
                "download_mbps",
                1000,
                "upload_mbps",
                500,
                "ip_address",
                "100.64.0.10",
                "username",
                "jane@acme",
                "service_location",
                "123 Main St",
                "ssid",
                "Roe",
                "device_serial",
                "HW-1"));
    assertThat(most.text())
        .contains("1000 Mbit/s", "500 Mbit/s", "100.64.0.10", "jane@acme", "123 Main St", "Roe")
        .doesNotContain("{{");
    assertThat(most.html()).contains("1000 Mbit/s", "HW-1").doesNotContain("{{");
  }
}
