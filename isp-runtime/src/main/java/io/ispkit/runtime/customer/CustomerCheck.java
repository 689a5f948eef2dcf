package io.ispkit.runtime.customer;

import io.ispkit.core.customer.Customer;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.fault.Faults;
import io.ispkit.core.text.PrintableText;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a customer's fields must be, wherever they come from. */
final class CustomerCheck {

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAILBOX =
      Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\[\\]\\\\]+");

  private CustomerCheck() {}

  static void check(Customer customer) {
    Faults faults = new Faults();
    String place = "customer " + customer.id();
    faults.checkLine(place + ".name", customer.name(), 200);
    faults.checkLine(place + ".address", customer.address(), 300);
    if (customer.email().length() > 254
        || !PrintableText.isLine(customer.email())
        || !MAILBOX.matcher(customer.email()).matches()) {
      faults.add(place + ".email", customer.email(), "one mailbox such as jane@example.com");
    }
    String phone = customer.phone();
    if (phone != null && !E164.matcher(phone).matches()) {
      faults.add(place + ".phone", phone, "a number in E.164 form such as +4915112345678");
    }
    Locale language = customer.language();
    if (language.getLanguage().isEmpty()) {
      faults.add(place + ".language", language.toString(), "a language tag such as en or de-AT");
    }
    if (!faults.isEmpty()) {
      throw new PermanentException(Faults.describe(faults.list()));
    }
  }
}
