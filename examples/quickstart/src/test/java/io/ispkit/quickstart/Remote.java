package io.ispkit.quickstart;

import io.ispkit.testkit.netbox.FakeNetBox;
import java.net.URI;
import java.util.function.UnaryOperator;

/** The shipped configuration with NetBox and GenieACS in the place of what is embedded. */
final class Remote {

  private static final String POOL =
      """
        addresses:
          adapter: pool
          options:
            prefixes: [ 100.64.0.0/22 ]
            gateway: first
            quarantine: 24h
      """;

  private Remote() {}

  static UnaryOperator<String> config(URI netbox, URI acs) {
    return shipped ->
        replace(
            replace(
                shipped,
                POOL,
                """
                  addresses:
                    adapter: netbox
                    options:
                      url: %s
                      token: %s
                      gateway: first
                """
                    .formatted(netbox, FakeNetBox.TOKEN)),
            "  devices:\n    adapter: kept\n",
            """
              devices:
                adapter: genieacs
                options:
                  url: %s
                  session_timeout: 500ms
            """
                .formatted(acs));
  }

  static String replace(String text, String piece, String replacement) {
    if (!text.contains(piece)) {
      throw new IllegalArgumentException("the shipped configuration has no " + piece);
    }
    return text.replace(piece, replacement);
  }
}
