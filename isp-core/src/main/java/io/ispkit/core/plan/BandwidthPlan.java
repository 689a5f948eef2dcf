package io.ispkit.core.plan;

import io.ispkit.core.money.Money;
import io.ispkit.core.rate.BitRate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bandwidth plan that customers buy.
 *
 * @param code names the plan within its tenant: 1 to 64 characters of {@code [0-9A-Za-z._-]}
 * @param download towards the customer
 * @param upload from the customer
 * @param vlan 1 to 4094, or null when the plan has no VLAN
 * @param price of one billing period
 */
public record BandwidthPlan(
    String code, BitRate download, BitRate upload, @Nullable Integer vlan, Money price) {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  public BandwidthPlan {
    if (!isValidCode(code)) {
      throw new IllegalArgumentException("plan code: expected 1 to 64 of [0-9A-Za-z._-]");
    }
    if (vlan != null && (vlan < 1 || vlan > 4094)) {
      throw new IllegalArgumentException("plan " + code + ": vlan " + vlan + " is not in 1..4094");
    }
  }

  /** Whether {@code code} has the form of a plan code. */
  public static boolean isValidCode(String code) {
    return FORM.matcher(code).matches();
  }
}
