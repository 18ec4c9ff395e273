package dev.redshiftpipe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final List<String> LINE =
      List.of(
          "notification",
          "pipe",
          "source",
          "batch",
          "copy",
          "load",
          "deadletter",
          "event",
          "workflow",
          "status");
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target/classes"));
  private static final JavaClasses LOCAL =
      new ClassFileImporter()
          .withImportOption(
              (ImportOption) location -> location.contains("/dev/redshiftpipe/local/"))
          .importPath(Path.of("target/test-classes"));

  @Test
  void each_package_knows_only_those_to_its_left() {
    for (int i = 0; i < LINE.size(); i++) {
      for (String right : LINE.subList(i + 1, LINE.size())) {
        noClasses()
            .that()
            .resideInAPackage("dev.redshiftpipe." + LINE.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.redshiftpipe." + right)
            .check(MAIN);
      }
    }
  }

  @Test
  void the_bytes_of_files_are_read_without_the_pipes_rules() {
    noClasses()
        .that()
        .resideInAPackage("dev.redshiftpipe.source")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of the pipe, but Compression",
                other ->
                    other.getPackageName().startsWith("dev.redshiftpipe")
                        && !other.getPackageName().equals("dev.redshiftpipe.source")
                        && !other.getSimpleName().equals("Compression")))
        .check(MAIN);
  }

  @Test
  void edge_alone_knows_camel_and_aws() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.redshiftpipe.edge")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.camel..", "software.amazon.awssdk..")
        .check(MAIN);
  }

  @Test
  void nothing_but_edge_knows_edge() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.redshiftpipe.edge")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.redshiftpipe.edge")
        .check(MAIN);
  }

  @Test
  void pure_code_has_neither_clock_nor_chance() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.redshiftpipe.edge")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(MAIN);
  }

  @Test
  void the_stand_in_knows_nothing_of_the_pipe() {
    classes()
        .that()
        .resideInAPackage("dev.redshiftpipe.local..")
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are no classes of the pipe",
                other ->
                    !other.getPackageName().startsWith("dev.redshiftpipe")
                        || other.getPackageName().startsWith("dev.redshiftpipe.local")
                        || isOfTheReload(other)))
        .allowEmptyShould(true)
        .check(LOCAL);
    noClasses()
        .that()
        .resideInAPackage("dev.redshiftpipe.local..")
        .and()
        .resideOutsideOfPackage("dev.redshiftpipe.local.reload")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are of the reload", ArchitectureTest::isOfTheReload))
        .allowEmptyShould(true)
        .check(LOCAL);
  }

  /** The reload runs within the pipe, and refuses the files that the pipe refuses. */
  private static boolean isOfTheReload(com.tngtech.archunit.core.domain.JavaClass other) {
    return other.getName().startsWith("dev.redshiftpipe.edge.RouteTexts");
  }
}
