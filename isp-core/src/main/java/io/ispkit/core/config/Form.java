package io.ispkit.core.config;

import java.util.function.Function;

/**
 * How a text becomes a value.
 *
 * @param expectation to be read after "expected"
 * @param placeholder stands in where a fault was noted, so that reading can go on and find the
 *     others
 * @param parse throws any unchecked exception for a text that is not of this form
 * @param secret whether messages must not show the text
 */
record Form<T>(
    String expectation, T placeholder, Function<String, ? extends T> parse, boolean secret) {

  Form(String expectation, T placeholder, Function<String, ? extends T> parse) {
    this(expectation, placeholder, parse, false);
  }
}
