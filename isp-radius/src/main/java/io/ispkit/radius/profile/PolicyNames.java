package io.ispkit.radius.profile;

import io.ispkit.core.fault.Faults;

/**
 * What the plan is called on a device that has its policies, queues or services configured. One
 * name in both directions is one policy for both.
 *
 * @param download 1 to 200 characters on one line
 * @param upload the same
 */
public record PolicyNames(String download, String upload) {

  private static final int LONGEST = 200;

  /**
   * Checks the names; what a vendor's attribute holds is checked when it is rendered.
   *
   * @throws IllegalArgumentException names all that is wrong
   */
  public PolicyNames {
    Faults faults = new Faults();
    faults.checkLine("policies.download", download, LONGEST);
    faults.checkLine("policies.upload", upload, LONGEST);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.describe(faults.list()));
    }
  }

  /** One policy for both directions. */
  public static PolicyNames both(String name) {
    return new PolicyNames(name, name);
  }
}
