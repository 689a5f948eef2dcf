package io.ispkit.comms.template;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A template ready to be rendered. Thread-safe. */
final class CompiledTemplate {

  private final @Nullable Mustache subject;
  private final Mustache text;
  private final @Nullable Mustache html;

  private CompiledTemplate(@Nullable Mustache subject, Mustache text, @Nullable Mustache html) {
    this.subject = subject;
    this.text = text;
    this.html = html;
  }

  /**
   * @throws TemplateFault the template cannot be understood, or wants what templates must not
   */
  static CompiledTemplate of(Content content) {
    String subject = content.subject();
    String html = content.html();
    return new CompiledTemplate(
        subject == null ? null : compile("subject", subject, new TextFactory()),
        compile("text", content.text(), new TextFactory()),
        html == null ? null : compile("html", html, new SandboxFactory()));
  }

  /**
   * @throws TemplateFault variables are missing (all of them named), or the result is no message
   */
  Content render(Map<String, ?> context) {
    SortedSet<String> missing = new TreeSet<>();
    String renderedSubject = subject == null ? null : run(subject, context, missing);
    String renderedText = run(text, context, missing);
    String renderedHtml = html == null ? null : run(html, context, missing);
    if (!missing.isEmpty()) {
      throw TemplateFault.missing(new ArrayList<>(missing));
    }
    if (renderedSubject != null && hasLineBreak(renderedSubject.strip())) {
      throw TemplateFault.because("the rendered subject is more than one line");
    }
    return new Content(
        renderedSubject == null ? null : renderedSubject.strip(), renderedText, renderedHtml);
  }

  private static boolean hasLineBreak(String subject) {
    return subject
        .chars()
        .anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
  }

  private static Mustache compile(String part, String template, DefaultMustacheFactory factory) {
    TemplateSyntax.check(part, template);
    try {
      return factory.compile(new StringReader(template), part);
    } catch (MustacheException e) {
      throw TemplateFault.because(part + ": " + e.getMessage());
    }
  }

  private static String run(Mustache part, Map<String, ?> context, SortedSet<String> missing) {
    RenderScope scope = new RenderScope(context);
    LimitedWriter out = new LimitedWriter();
    try {
      part.execute(out, new ArrayList<>(List.of(scope)));
    } catch (MustacheException e) {
      if (e.getCause() instanceof TemplateFault fault) {
        throw fault;
      }
      throw TemplateFault.because("the template cannot be rendered");
    }
    missing.addAll(scope.missing());
    return out.toString();
  }

  /** Escapes for HTML; finds names in maps only; reads no other template. */
  private static class SandboxFactory extends DefaultMustacheFactory {

    SandboxFactory() {
      super(
          name -> {
            throw new MustacheException("a template reaches no other one");
          });
      setObjectHandler(new PlainDataHandler());
    }
  }

  /** Plain text is not escaped. */
  private static final class TextFactory extends SandboxFactory {

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
