package io.ispkit.comms.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledTemplateTest {

  @Test
  void escapesInHtmlOnly() {
    Content words = render(new Content("{{x}}", "{{x}}", "<p>{{x}}</p>"), Map.of("x", "<b>&\"'"));
    assertThat(words.subject()).isEqualTo("<b>&\"'");
    assertThat(words.text()).isEqualTo("<b>&\"'");
    assertThat(words.html()).isEqualTo("<p>&lt;b&gt;&amp;&quot;&#39;</p>");
  }

  @Test
  void namesAllMissingVariablesOfAllParts() {
    assertThatThrownBy(
            () ->
                render(
                    new Content("{{a}} {{x}}", "{{b.c}}{{b.d}}", "{{e}}"),
                    Map.of("x", 1, "b", Map.of("c", 1))))
        .isInstanceOfSatisfying(
            TemplateFault.class,
            fault -> assertThat(fault.missing()).containsExactly("a", "b.d", "e"));
  }

  @Test
  void doesNotMissWhatStandsInASectionThatIsNotShown() {
    Content template = Content.text("{{#ip}}IP {{ip}} {{gateway}}{{/ip}}{{^ip}}none{{/ip}}");
    assertThat(render(template, Map.of()).text()).isEqualTo("none");
  }

  @Test
  void rendersSectionsLoopsAndNumbers() {
    Content template =
        Content.text("{{#rows}}{{name}}={{value}} ({{unit}}){{/rows}}{{#list}}{{.}},{{/list}}");
    Map<String, Object> context =
        Map.of(
            "unit", "EUR",
            "rows",
                List.of(
                    Map.of("name", "a", "value", new BigDecimal("59.90")),
                    Map.of("name", "b", "value", 1_000_000, "unit", "USD")),
            "list", List.of(1, "two", 2.5, 1e10));
    assertThat(render(template, context).text())
        .isEqualTo("a=59.90 (EUR)b=1000000 (USD)1,two,2.5,10000000000,");
  }

  @Test
  void takesDataAsDataOnly() {
    List<String> hostile =
        List.of(
            "{{secret}}",
            "{{{secret}}}",
            "${env:PATH}",
            "{{#secret}}x{{/secret}}",
            "{{> other}}",
            "${jndi:ldap://x/a}",
            "{{=<% %>=}}<%secret%>");
    for (String words : hostile) {
      assertThat(render(Content.text("a {{x}} b"), Map.of("x", words, "secret", "s3cret")).text())
          .isEqualTo("a " + words + " b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{class}}", "{{x.class}}", "{{x.class.name}}", "{{x.getClass}}", "{{x.bytes}}",
        "{{x.length}}", "{{m.size}}", "{{m.empty}}", "{{m.hashCode}}", "{{m.entrySet}}",
        "{{l.size}}", "{{toString}}", "{{context}}", "{{missing}}", "{{this}}"
      })
  void reachesNoFieldAndNoMethod(String template) {
    Map<String, Object> context = Map.of("x", "text", "m", Map.of("k", "v"), "l", List.of("e"));
    assertThatThrownBy(() -> render(Content.text(template), context))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("lacks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{> /etc/passwd}}",
        "{{>secret}}",
        "{{<parent}}{{/parent}}",
        "{{$block}}{{/block}}",
        "{{=<% %>=}}",
        "{{%pragma}}",
        "{{ > x}}",
        "{{#a}}",
        "{{/a}}",
        "{{a",
        "{{#a}}{{/b}}"
      })
  void refusesATemplateThatWantsMoreOrIsBroken(String template) {
    assertThatThrownBy(() -> CompiledTemplate.of(Content.text(template)))
        .isInstanceOf(TemplateFault.class);
  }

  @Test
  void refusesDeepNestingInPlaceOfOverflowing() {
    String deep = "{{#a}}".repeat(10_000) + "{{/a}}".repeat(10_000);
    assertThatThrownBy(() -> CompiledTemplate.of(Content.text(deep)))
        .isInstanceOf(TemplateFault.class);
  }

  @Test
  void endsLoopsInLoopsThatPrintNothing() {
    List<Integer> many = new ArrayList<>(Collections.nCopies(1000, 1));
    String loops = "{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}";
    assertThatThrownBy(() -> render(Content.text(loops), Map.of("l", many)))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("loops");
  }

  @Test
  void refusesAResultThatIsTooLong() {
    assertThatThrownBy(
            () ->
                render(
                    Content.text("{{#l}}{{x}}{{/l}}"),
                    Map.of("l", Collections.nCopies(1000, 1), "x", "x".repeat(1000))))
        .isInstanceOf(TemplateFault.class)
        .hasMessageContaining("longer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nBcc: x@y.test", "a\nb", "a\u0000b", "a\u2028b", "a\u0085b"})
  void refusesASubjectOfMoreThanOneLine(String value) {
    assertThatThrownBy(() -> render(new Content("Hi {{x}}", "t", null), Map.of("x", value)))
        .isInstanceOf(TemplateFault.class)
        .hasMessageNotContaining("Bcc");
  }

  private static Content render(Content template, Map<String, Object> context) {
    return CompiledTemplate.of(template).render(context);
  }
}
