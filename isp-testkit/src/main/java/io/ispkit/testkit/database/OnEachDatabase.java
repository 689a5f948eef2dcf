package io.ispkit.testkit.database;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a test class on H2 and on PostgreSQL: its constructor takes a {@link TestDatabase}, fresh
 * for each of the two runs of the class and shared by its test methods, which keep apart by tenant.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass(name = "{0}")
@MethodSource("io.ispkit.testkit.database.TestDatabases#each")
public @interface OnEachDatabase {}
