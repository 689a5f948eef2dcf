package io.ispkit.quickstart.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES = Modules.read();

  /** Calls whose answer depends on the machine or on the moment. */
  private static final Set<String> AMBIENT =
      Set.of(
          "java.lang.System.currentTimeMillis()",
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalTime.now()",
          "java.time.LocalDateTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.time.Year.now()",
          "java.time.YearMonth.now()",
          "java.time.Clock.systemDefaultZone()",
          "java.time.ZoneId.systemDefault()",
          "java.util.TimeZone.getDefault()",
          "java.util.Locale.getDefault()",
          "java.util.Date.<init>()",
          "java.util.Calendar.getInstance()",
          "java.util.GregorianCalendar.<init>()",
          "java.nio.charset.Charset.defaultCharset()",
          "java.lang.String.getBytes()",
          "java.lang.String.<init>([B)",
          "java.lang.String.toLowerCase()",
          "java.lang.String.toUpperCase()");

  private static final Set<String> ENVIRONMENT =
      Set.of("java.lang.System.getenv()", "java.lang.System.getenv(java.lang.String)");

  @Test
  void everyModuleIsSeen() {
    Set<String> seen = new TreeSet<>();
    CLASSES.forEach(type -> seen.add(Modules.of(type)));
    assertThat(seen).isEqualTo(new TreeSet<>(Modules.ARROWS.keySet()));
  }

  @Test
  void aModuleKnowsOnlyWhatTheArrowsAllow() {
    assertThat(dependencies((from, to) -> !from.equals(to) && !allowed(from, to))).isEmpty();
  }

  @Test
  void whatIsInternalStaysInItsModule() {
    Set<String> wrong = new TreeSet<>();
    DescribedPredicate<JavaClass> internal = resideInAPackage("..internal..");
    for (Dependency dependency : oursToOurs()) {
      boolean outside =
          !module(dependency.getOriginClass()).equals(module(dependency.getTargetClass()));
      if (outside && internal.test(dependency.getTargetClass())) {
        wrong.add(dependency.getDescription());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPackageStandsInTwoModules() {
    assertThat(Modules.ofPackages(CLASSES)).allSatisfy((name, in) -> assertThat(in).hasSize(1));
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .assignedFrom(new ByPackage())
        .should()
        .beFreeOfCycles()
        .check(CLASSES.that(not(Modules.generated())));
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (String name : Modules.ofPackages(CLASSES.that(not(Modules.generated()))).keySet()) {
      JavaPackage found = CLASSES.getPackage(name);
      if (!found.tryGetAnnotationOfType(NullMarked.class).isPresent()) {
        unmarked.add(name);
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void theEnvironmentIsReadByTheConfigurationOnly() {
    noClasses()
        .that(resideOutsideOfPackage("io.ispkit.core.config.."))
        .should()
        .accessTargetWhere(uses(ENVIRONMENT))
        .check(CLASSES);
  }

  @Test
  void nothingDependsOnTheMachinesClockZoneLocaleOrCharset() {
    noClasses()
        .should()
        .accessTargetWhere(uses(AMBIENT))
        .check(CLASSES.that(not(Modules.generated())));
  }

  /** Calls and method references alike. */
  private static DescribedPredicate<JavaAccess<?>> uses(Set<String> signatures) {
    return DescribedPredicate.describe(
        "it is one of " + new TreeSet<>(signatures),
        access -> access instanceof JavaCodeUnitAccess<?> use && signatures.contains(name(use)));
  }

  private static String name(JavaCodeUnitAccess<?> access) {
    var target = access.getTarget();
    String parameters =
        target.getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .collect(Collectors.joining(","));
    return target.getOwner().getName() + "." + target.getName() + "(" + parameters + ")";
  }

  private interface Judge {
    boolean isWrong(String from, String to);
  }

  private static Set<String> dependencies(Judge judge) {
    Set<String> wrong = new TreeSet<>();
    for (Dependency dependency : oursToOurs()) {
      if (judge.isWrong(module(dependency.getOriginClass()), module(dependency.getTargetClass()))) {
        wrong.add(dependency.getDescription());
      }
    }
    return wrong;
  }

  private static List<Dependency> oursToOurs() {
    return CLASSES.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> Modules.isOurs(dependency.getTargetClass().getBaseComponentType()))
        .toList();
  }

  private static String module(JavaClass type) {
    return Modules.of(type.getBaseComponentType());
  }

  private static boolean allowed(String from, String to) {
    return Modules.ARROWS.getOrDefault(from, Set.of()).contains(to);
  }

  private static final class ByPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
