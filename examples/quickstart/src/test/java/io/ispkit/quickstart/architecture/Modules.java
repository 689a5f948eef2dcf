package io.ispkit.quickstart.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The modules on the class path of this test, by the folder that they are built in. */
final class Modules {

  /** What each module may know besides itself. */
  static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("isp-core", Set.of()),
          Map.entry("isp-comms-api", Set.of("isp-core")),
          Map.entry("isp-testkit", Set.of("isp-core", "isp-comms-api")),
          Map.entry("isp-runtime", Set.of("isp-core")),
          Map.entry("isp-comms", Set.of("isp-core", "isp-comms-api", "isp-runtime")),
          Map.entry("isp-comms-smtp", Set.of("isp-core", "isp-comms-api")),
          Map.entry("isp-radius", Set.of("isp-core")),
          Map.entry("isp-netbox", Set.of("isp-core")),
          Map.entry("isp-genieacs", Set.of("isp-core")),
          Map.entry("isp-workflow", Set.of("isp-core", "isp-runtime")),
          Map.entry(
              "quickstart",
              Set.of(
                  "isp-core",
                  "isp-runtime",
                  "isp-comms-api",
                  "isp-comms",
                  "isp-comms-smtp",
                  "isp-radius",
                  "isp-netbox",
                  "isp-genieacs",
                  "isp-workflow")));

  /** …/MODULE/target/classes/… or …/MODULE/target/MODULE-VERSION.jar!/… */
  private static final Pattern BUILT_IN = Pattern.compile("/([^/]+)/target/");

  private Modules() {}

  /** All main classes of the project. */
  static JavaClasses read() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.ispkit");
  }

  static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("io.ispkit.");
  }

  /** The classes that jOOQ wrote. */
  static DescribedPredicate<JavaClass> generated() {
    return JavaClass.Predicates.resideInAPackage("..internal.jooq..").as("generated");
  }

  static String of(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    Matcher matcher = BUILT_IN.matcher(uri);
    if (!matcher.find()) {
      throw new AssertionError("no module in " + uri);
    }
    return matcher.group(1);
  }

  static Map<String, Set<String>> ofPackages(JavaClasses classes) {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (JavaClass type : classes) {
      modules.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(of(type));
    }
    return modules;
  }
}
