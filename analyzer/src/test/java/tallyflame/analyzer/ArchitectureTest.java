package tallyflame.analyzer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds the directions of the design: who may know whom, no cycles, and who may print or exit. */
class ArchitectureTest {
    private static final String AGENT = "tallyflame.agent..";
    private static final String MODULES = "tallyflame.modules..";
    private static final String RUNNER = "tallyflame.runner..";
    private static final String FLAMEGRAPHS = "tallyflame.flamegraphs..";
    private static final String ANALYZER = "tallyflame.analyzer..";
    private static final String COMMAND_LINE = "tallyflame.analyzer.cli..";

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("tallyflame");
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        List<ArchRule> rules = List.of(
                independent(AGENT, MODULES, RUNNER, FLAMEGRAPHS, ANALYZER),
                independent(FLAMEGRAPHS, MODULES, RUNNER, AGENT, ANALYZER),
                independent(MODULES, RUNNER, FLAMEGRAPHS, AGENT, ANALYZER),
                independent(RUNNER, FLAMEGRAPHS, ANALYZER),
                slices().matching("tallyflame.(**)").should().beFreeOfCycles(),
                noClasses()
                        .that()
                        .resideInAPackage(ANALYZER)
                        .and(not(resideInAPackage(COMMAND_LINE)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(COMMAND_LINE),
                noClasses()
                        .that()
                        .resideInAnyPackage(ANALYZER, FLAMEGRAPHS, MODULES)
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .orShould()
                        .callMethod(Throwable.class, "printStackTrace"),
                noClasses()
                        .that()
                        .resideInAnyPackage(ANALYZER, FLAMEGRAPHS, MODULES)
                        .and(not(resideInAPackage(COMMAND_LINE)))
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "halt", int.class)
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(PrintStream.class));
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    private static ArchRule independent(String who, String... ofWhom) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ofWhom);
    }
}
