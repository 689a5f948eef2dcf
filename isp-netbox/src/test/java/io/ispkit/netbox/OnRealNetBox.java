package io.ispkit.netbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs when {@code ISPKIT_NETBOX_URL} and {@code ISPKIT_NETBOX_TOKEN} name a real NetBox. The
 * token's user must be a superuser. Use a NetBox for trials.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = "ISPKIT_NETBOX_URL",
    matches = "https?://.+",
    disabledReason = "no real NetBox: set ISPKIT_NETBOX_URL and ISPKIT_NETBOX_TOKEN")
@EnabledIfEnvironmentVariable(
    named = "ISPKIT_NETBOX_TOKEN",
    matches = ".+",
    disabledReason = "no real NetBox: set ISPKIT_NETBOX_URL and ISPKIT_NETBOX_TOKEN")
@interface OnRealNetBox {}
