package io.ispkit.genieacs.cpe;

import io.ispkit.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * By what a router logs in over PPPoE.
 *
 * @param username 1 to 64 characters without control characters (TR-098
 *     WANPPPConnection.{i}.Username)
 * @param password at most 64 characters, or null to leave it
 */
public record PppoeLogin(String username, @Nullable Secret password) {

  public PppoeLogin {
    if (!isLine(username)) {
      throw new IllegalArgumentException(
          "PPPoE user name: expected 1 to 64 characters without control characters");
    }
    if (password != null && !isLine(password.reveal())) {
      throw new IllegalArgumentException(
          "PPPoE password: expected 1 to 64 characters without control characters");
    }
  }

  private static boolean isLine(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().noneMatch(Character::isISOControl);
  }
}
