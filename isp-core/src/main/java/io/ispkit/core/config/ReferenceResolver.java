package io.ispkit.core.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Knows what stands behind the references of one scheme, such as {@code ${vault:path/key}}. It is
 * asked while the configuration is built, and may block.
 */
public interface ReferenceResolver {

  /** The part before the colon: lower case letters. */
  String scheme();

  /**
   * The value behind a name.
   *
   * @param name the part after the colon, without a default
   * @param folder of the configuration file, for names that are relative; the working directory for
   *     other sources
   * @return empty when there is no such value: then the reference's default counts
   * @throws IllegalArgumentException when the name is no good or the value cannot be had; the
   *     message is the expectation, and shows no value
   */
  Optional<String> resolve(String name, Path folder);
}
