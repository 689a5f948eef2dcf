package io.ispkit.comms.template;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.transaction.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The templates of one tenant: those it has stored, and behind them those that jars ship. Thread-
 * safe.
 *
 * <p>Language fallback: for each of the languages asked for, then {@code en}, first the exact tag
 * and then the bare language; at each step a stored template wins over a shipped one.
 */
public final class Templates {

  private final TemplateStore store;
  private final ShippedTemplates shipped;
  private final CompiledTemplates compiled;

  Templates(TemplateStore store, ShippedTemplates shipped, CompiledTemplates compiled) {
    this.store = store;
    this.shipped = shipped;
    this.compiled = compiled;
  }

  /**
   * Stores a new version and makes it the active one.
   *
   * @throws TemplateFault the template cannot be understood; nothing was stored
   */
  public Template save(
      Transaction transaction, String name, ChannelType channel, Locale language, Content content) {
    Template.checkName(name);
    CompiledTemplate.of(content);
    return store.insert(transaction, name, channel, language, content);
  }

  /**
   * Makes an older version, or none (version 0: the shipped one), the active one.
   *
   * @return false when there is no such version; nothing was changed
   */
  public boolean activate(
      Transaction transaction, String name, ChannelType channel, Locale language, int version) {
    return store.activate(transaction, name, channel, language, version);
  }

  /** The stored versions, newest first. */
  public List<Template> versions(
      Transaction transaction, String name, ChannelType channel, Locale language) {
    return store.versions(transaction, name, channel, language);
  }

  /** The template that a new message would use. */
  public Optional<Template> find(
      Transaction transaction, String name, ChannelType channel, List<Locale> languages) {
    for (Locale language : Languages.chain(languages)) {
      Optional<Template> found =
          store
              .active(transaction, name, channel, language)
              .or(() -> shipped.find(name, channel, language));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The version that a message was queued with. */
  public Optional<Template> version(
      Transaction transaction, String name, ChannelType channel, Locale language, int version) {
    return version == Template.SHIPPED
        ? shipped.find(name, channel, language)
        : store.version(transaction, name, channel, language, version);
  }

  /**
   * Renders, through a bounded cache of compiled templates.
   *
   * @param context text, numbers, booleans, lists and maps of these
   * @throws TemplateFault variables are missing (all of them named), or the result is no message
   */
  public Content render(Template template, Map<String, ?> context) {
    return compiled.of(store.tenant(), template).render(context);
  }
}
