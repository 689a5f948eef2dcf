/**
 * The configuration tree, and what plugins say of their options.
 *
 * <p>{@link io.ispkit.core.config.Config} lays sources over each other (files, maps, the
 * environment) and replaces references such as {@code ${env:NAME}}. {@link
 * io.ispkit.core.config.ConfigReader} reads one section with typed getters. Faults do not throw
 * where they are found: they are collected, and one {@link
 * io.ispkit.core.config.ConfigurationException} names all of them.
 */
@NullMarked
package io.ispkit.core.config;

import org.jspecify.annotations.NullMarked;
