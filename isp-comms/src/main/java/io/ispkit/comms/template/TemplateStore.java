package io.ispkit.comms.template;

import static io.ispkit.comms.internal.jooq.Tables.COMMUNICATION_TEMPLATES;

import io.ispkit.comms.api.ChannelType;
import io.ispkit.comms.internal.jooq.tables.records.CommunicationTemplatesRecord;
import io.ispkit.core.id.IdGenerator;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.core.transaction.Transaction;
import io.ispkit.runtime.database.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The stored templates of one tenant. */
final class TemplateStore {

  private final Database database;
  private final TenantId tenant;
  private final InstantSource clock;
  private final IdGenerator ids;

  TemplateStore(Database database, TenantId tenant, InstantSource clock, IdGenerator ids) {
    this.database = database;
    this.tenant = tenant;
    this.clock = clock;
    this.ids = ids;
  }

  TenantId tenant() {
    return tenant;
  }

  Template insert(
      Transaction transaction, String name, ChannelType channel, Locale language, Content content) {
    DSLContext jooq = database.jooq(transaction);
    Integer last =
        jooq.select(DSL.max(COMMUNICATION_TEMPLATES.VERSION))
            .from(COMMUNICATION_TEMPLATES)
            .where(is(name, channel, language))
            .fetchOne(0, Integer.class);
    int version = last == null ? 1 : last + 1;
    deactivate(jooq, name, channel, language);
    jooq.insertInto(COMMUNICATION_TEMPLATES)
        .set(COMMUNICATION_TEMPLATES.TENANT_ID, tenant.value())
        .set(COMMUNICATION_TEMPLATES.NAME, name)
        .set(COMMUNICATION_TEMPLATES.CHANNEL, channel.name())
        .set(COMMUNICATION_TEMPLATES.LANGUAGE, language.toLanguageTag())
        .set(COMMUNICATION_TEMPLATES.VERSION, version)
        .set(COMMUNICATION_TEMPLATES.ID, ids.next())
        .set(COMMUNICATION_TEMPLATES.SUBJECT, content.subject())
        .set(COMMUNICATION_TEMPLATES.TEXT_BODY, content.text())
        .set(COMMUNICATION_TEMPLATES.HTML_BODY, content.html())
        .set(COMMUNICATION_TEMPLATES.ACTIVE, true)
        .set(COMMUNICATION_TEMPLATES.CREATED_AT, clock.instant())
        .execute();
    return new Template(name, channel, language, version, content, true);
  }

  boolean activate(
      Transaction transaction, String name, ChannelType channel, Locale language, int version) {
    DSLContext jooq = database.jooq(transaction);
    if (version != Template.SHIPPED
        && version(transaction, name, channel, language, version).isEmpty()) {
      return false;
    }
    deactivate(jooq, name, channel, language);
    jooq.update(COMMUNICATION_TEMPLATES)
        .set(COMMUNICATION_TEMPLATES.ACTIVE, true)
        .where(is(name, channel, language), COMMUNICATION_TEMPLATES.VERSION.eq(version))
        .execute();
    return true;
  }

  Optional<Template> active(
      Transaction transaction, String name, ChannelType channel, Locale language) {
    return fetch(
            transaction, is(name, channel, language).and(COMMUNICATION_TEMPLATES.ACTIVE.isTrue()))
        .stream()
        .findFirst();
  }

  Optional<Template> version(
      Transaction transaction, String name, ChannelType channel, Locale language, int version) {
    return fetch(
            transaction,
            is(name, channel, language).and(COMMUNICATION_TEMPLATES.VERSION.eq(version)))
        .stream()
        .findFirst();
  }

  List<Template> versions(
      Transaction transaction, String name, ChannelType channel, Locale language) {
    return fetch(transaction, is(name, channel, language));
  }

  private List<Template> fetch(Transaction transaction, Condition condition) {
    return database
        .jooq(transaction)
        .selectFrom(COMMUNICATION_TEMPLATES)
        .where(condition)
        .orderBy(COMMUNICATION_TEMPLATES.VERSION.desc())
        .fetch(TemplateStore::template);
  }

  private void deactivate(DSLContext jooq, String name, ChannelType channel, Locale language) {
    jooq.update(COMMUNICATION_TEMPLATES)
        .set(COMMUNICATION_TEMPLATES.ACTIVE, false)
        .where(is(name, channel, language), COMMUNICATION_TEMPLATES.ACTIVE.isTrue())
        .execute();
  }

  private Condition is(String name, ChannelType channel, Locale language) {
    return COMMUNICATION_TEMPLATES
        .TENANT_ID
        .eq(tenant.value())
        .and(COMMUNICATION_TEMPLATES.NAME.eq(name))
        .and(COMMUNICATION_TEMPLATES.CHANNEL.eq(channel.name()))
        .and(COMMUNICATION_TEMPLATES.LANGUAGE.eq(language.toLanguageTag()));
  }

  private static Template template(CommunicationTemplatesRecord row) {
    return new Template(
        row.getName(),
        new ChannelType(row.getChannel()),
        Locale.forLanguageTag(row.getLanguage()),
        row.getVersion(),
        new Content(row.getSubject(), row.getTextBody(), row.getHtmlBody()),
        row.getActive());
  }
}
