package io.ispkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password can be told, and reaches the router, also when RADIUS has its hash only. */
class PasswordFormsIT {

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"cleartext", "nt", "crypt_sha512"})
  void the_password_is_known_whatever_its_form_in_radius(String form) {
    Place place =
        Place.fresh(
            "h2",
            temporary,
            shipped ->
                Remote.replace(
                    shipped,
                    "adapter: freeradius\n",
                    "adapter: freeradius\n    options: { access_type: pap, password_form: "
                        + form
                        + " }\n"));
    Path orders = OrderFiles.write(temporary.resolve("two.json"), OrderFiles.generated("acme", 2));

    Ran secret = place.run("--orders", orders, "--installed", "--json");
    Ran shown = place.run("--orders", orders, "--json", "--show-passwords");
    Ran again = place.run("--orders", orders, "--json", "--show-passwords");

    Dump dump = place.dump();
    String routers = String.join("\n", dump.column("isp.device_configuration", "desired"));
    assertThat(shown.orders()).hasSize(2);
    for (JsonNode order : shown.orders()) {
      String password = order.at("/steps/radius/password").asText();
      assertThat(password).as(shown.told()).matches("[0-9A-Za-z]{22,}");
      assertThat(routers).contains(password);
      assertThat(dump.column("radius.radcheck", "value").contains(password))
          .isEqualTo(form.equals("cleartext"));
      assertThat(again.out()).contains(password);
      assertThat(secret.out() + secret.err()).doesNotContain(password);
    }
  }
}
