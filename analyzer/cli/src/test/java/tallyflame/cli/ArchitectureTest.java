package tallyflame.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the directions of the design: who may know whom, no cycles, and who may print or exit. */
@Tag("any-jdk")
class ArchitectureTest {
    private static final String ANNOTATIONS = "tallyflame.annotations..";
    private static final String COUNTS = "tallyflame.counts..";
    private static final String RUNS = "tallyflame.runs..";
    private static final String PARQUET = "tallyflame.parquet..";
    private static final String AGENT = "tallyflame.agent..";
    private static final String MODULES = "tallyflame.modules..";
    private static final String RUNNER = "tallyflame.runner..";
    private static final String SPARK = "tallyflame.spark..";
    private static final String SPARK_CONFIGURATION = "tallyflame.spark.conf..";
    private static final String SPARK_MODULES = "tallyflame.spark.modules..";
    private static final String TRANSFER = "tallyflame.transfer..";
    private static final String FLAMEGRAPHS = "tallyflame.flamegraphs..";
    private static final String RECORDINGS = "tallyflame.recordings..";
    private static final String ANALYSIS = "tallyflame.analysis..";
    private static final String JUNIT = "tallyflame.junit..";
    private static final String JMH = "tallyflame.jmh..";
    private static final String MAVEN = "tallyflame.maven..";
    private static final String MCP = "tallyflame.mcp..";
    private static final String COMMAND_LINE = "tallyflame.cli..";

    /** The modules, and the others that each may know. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry(ANNOTATIONS, List.of()),
            Map.entry(COUNTS, List.of()),
            Map.entry(RUNS, List.of()),
            Map.entry(PARQUET, List.of()),
            Map.entry(AGENT, List.of(COUNTS)),
            Map.entry(MODULES, List.of(PARQUET)),
            Map.entry(RUNNER, List.of(AGENT, COUNTS, MODULES, PARQUET, RUNS)),
            Map.entry(SPARK, List.of(RUNNER, MODULES, RUNS, ANNOTATIONS)),
            Map.entry(TRANSFER, List.of(PARQUET)),
            Map.entry(FLAMEGRAPHS, List.of()),
            Map.entry(MCP, List.of()),
            Map.entry(RECORDINGS, List.of(FLAMEGRAPHS)),
            Map.entry(ANALYSIS, List.of(RECORDINGS, FLAMEGRAPHS, COUNTS, RUNS, PARQUET)),
            Map.entry(JUNIT, List.of(AGENT, ANNOTATIONS, COUNTS)),
            Map.entry(JMH, List.of(ANNOTATIONS, COUNTS, RUNS, RUNNER)),
            Map.entry(MAVEN, List.of(RUNS, RUNNER, ANALYSIS, RECORDINGS, FLAMEGRAPHS, COUNTS)));

    /** The agent's jar has most of its classes in a jar of their own, where nobody sees them. */
    private static final Path AGENT_CLASSES = Path.of("../../recorder/agent/target/classes");

    /** Files of a package, its package-info among them. */
    private static final int MOST_FILES = 20;

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        Set<Location> locations = new HashSet<>(Locations.ofPackage("tallyflame"));
        locations.add(Location.of(AGENT_CLASSES));
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importLocations(locations);
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        List<ArchRule> rules = new ArrayList<>();
        MAY_KNOW.forEach((module, known) -> rules.add(knowsOnly(module, known)));
        rules.add(slices().matching("tallyflame.(**)").should().beFreeOfCycles());
        rules.add(noClasses()
                .that(resideOutsideOfPackages(COMMAND_LINE, RUNNER, AGENT, SPARK_CONFIGURATION, SPARK_MODULES))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
        rules.add(noClasses()
                .that(resideOutsideOfPackages(COMMAND_LINE, RUNNER, AGENT, SPARK_CONFIGURATION, SPARK_MODULES))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class));
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    private static ArchRule knowsOnly(String module, List<String> known) {
        String[] others = MAY_KNOW.keySet().stream()
                .filter(other -> !other.equals(module) && !known.contains(other))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(COMMAND_LINE)
                .allowEmptyShould(true);
    }

    /** A package that has grown beyond what can be taken in at a glance wants to be two. */
    @Test
    void noPackageHasMoreThanTwentyFiles() {
        Map<String, Set<String>> files = new TreeMap<>();
        for (JavaClass type : classes) {
            String name = type.getName();
            String file = name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$'));
            files.computeIfAbsent(type.getPackageName(), key -> new TreeSet<>()).add(file);
        }
        files.values().removeIf(names -> names.size() <= MOST_FILES);
        assertThat(files).isEmpty();
    }
}
