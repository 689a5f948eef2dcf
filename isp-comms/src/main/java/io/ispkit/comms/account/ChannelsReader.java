package io.ispkit.comms.account;

import io.ispkit.comms.api.ChannelProvider;
import io.ispkit.comms.api.ChannelType;
import io.ispkit.core.config.ConfigReader;
import io.ispkit.core.error.PermanentException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a tenant's {@code channels}: for each channel one account, or a list of accounts in the
 * order in which they are tried.
 *
 * <pre>{@code
 * channels:
 *   email:
 *     - { provider: smtp, options: { host: mail.example.net, from: service@example.net } }
 *     - { provider: smtp, name: spare, options: { host: spare.example.net, from: service@example.net } }
 *   sms: { provider: file, contact: phone, options: { directory: outbox } }
 * }</pre>
 *
 * <p>{@code contact} names the customer's contact that the channel reaches; default: the channel's
 * own name. {@code name} tells accounts apart; default: the provider's id.
 */
public final class ChannelsReader {

  private ChannelsReader() {}

  /**
   * The accounts in the order of the configuration. Faults are noted with the reader, as
   * everywhere; a faulty account is left out.
   *
   * @param channels the section {@code channels}
   */
  public static List<AccountSpec> read(ConfigReader channels, ChannelProviders providers) {
    List<AccountSpec> accounts = new ArrayList<>();
    for (String key : channels.keys()) {
      ChannelType channel;
      try {
        channel = new ChannelType(key);
      } catch (IllegalArgumentException e) {
        channels.refuse(key, "a channel's name: 1 to 32 of [a-z0-9_], beginning with a letter");
        channels.child(key);
        continue;
      }
      List<ConfigReader> sections =
          channels.isList(key) ? channels.children(key) : List.of(channels.child(key));
      Set<String> names = new HashSet<>();
      for (ConfigReader section : sections) {
        read(section, channel, providers, names, accounts);
      }
    }
    return accounts;
  }

  private static void read(
      ConfigReader section,
      ChannelType channel,
      ChannelProviders providers,
      Set<String> names,
      List<AccountSpec> accounts) {
    String id = section.text("provider").required();
    String name = section.text("name").orElse(id);
    String contact = section.text("contact").orElse(channel.name());
    ChannelProvider provider;
    try {
      provider = providers.find(id, channel);
    } catch (PermanentException e) {
      section.refuse("provider", providers.expectation(channel));
      section.map("options"); // nobody can check them, so nobody complains of them
      return;
    }
    String unique = name;
    for (int number = 2; !names.add(unique); number++) {
      if (section.has("name")) {
        section.refuse("name", "a name that no other account of this channel has");
        break;
      }
      unique = name + "-" + number;
    }
    accounts.add(
        new AccountSpec(
            unique,
            channel,
            contact,
            provider,
            section.child("options").options(provider.options())));
  }
}
