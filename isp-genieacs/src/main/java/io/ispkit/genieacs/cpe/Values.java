package io.ispkit.genieacs.cpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ispkit.core.secret.Secret;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one part of the settings, by their names. */
final class Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<Setting, JsonNode> values = new EnumMap<>(Setting.class);
  private final List<Security> security;

  private Values(List<Security> security) {
    this.security = security;
  }

  static Values of(WifiNetwork network) {
    Values all = new Values(network.security());
    all.text(Setting.WIFI_SSID, network.ssid());
    Secret passphrase = network.passphrase();
    if (passphrase != null) {
      boolean key = WifiNetwork.isKey(passphrase);
      all.secret(key ? Setting.WIFI_KEY : Setting.WIFI_PASSPHRASE, passphrase);
    }
    Boolean hidden = network.hidden();
    if (hidden != null) {
      all.values.put(Setting.WIFI_ADVERTISED, JSON.booleanNode(!hidden));
    }
    Channel channel = network.channel();
    if (channel != null) {
      all.values.put(Setting.WIFI_AUTO_CHANNEL, JSON.booleanNode(channel.isAuto()));
      if (!channel.isAuto()) {
        all.values.put(Setting.WIFI_CHANNEL, JSON.numberNode(channel.number()));
      }
    }
    return all;
  }

  static Values of(@Nullable PppoeLogin login) {
    Values all = new Values(List.of());
    if (login != null) {
      all.text(Setting.PPPOE_USERNAME, login.username());
      all.secret(Setting.PPPOE_PASSWORD, login.password());
    }
    return all;
  }

  static Values of(@Nullable Integer vlan) {
    Values all = new Values(List.of());
    if (vlan != null) {
      all.values.put(Setting.WAN_VLAN, JSON.numberNode(vlan));
    }
    return all;
  }

  static Values of(@Nullable ManagementServer server) {
    Values all = new Values(List.of());
    if (server == null) {
      return all;
    }
    var url = server.url();
    all.text(Setting.MANAGEMENT_URL, url == null ? null : url.toString());
    all.text(Setting.MANAGEMENT_USERNAME, server.username());
    all.secret(Setting.MANAGEMENT_PASSWORD, server.password());
    all.text(Setting.CONNECTION_REQUEST_USERNAME, server.connectionRequestUsername());
    all.secret(Setting.CONNECTION_REQUEST_PASSWORD, server.connectionRequestPassword());
    var interval = server.informInterval();
    if (interval != null) {
      all.values.put(Setting.INFORM_ENABLED, JSON.booleanNode(true));
      all.values.put(Setting.INFORM_INTERVAL, JSON.numberNode(interval.toSeconds()));
    }
    return all;
  }

  private void text(Setting setting, @Nullable String text) {
    if (text != null) {
      values.put(setting, JSON.textNode(text));
    }
  }

  private void secret(Setting setting, @Nullable Secret secret) {
    text(setting, secret == null ? null : secret.reveal());
  }

  boolean isEmpty() {
    return values.isEmpty() && security.isEmpty();
  }

  @Nullable JsonNode get(Setting setting) {
    return values.get(setting);
  }

  /** In order of preference. */
  List<Security> security() {
    return security;
  }
}
