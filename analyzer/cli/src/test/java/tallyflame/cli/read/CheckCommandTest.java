package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tallyflame.analysis.check.BudgetFile;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;

/** The gate on a real run of a user's module. */
@Tag("any-jdk")
class CheckCommandTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final int ALERTS = 40;

    @TempDir
    private static Path shared;

    private static ModuleProject project;
    private static String run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runTheModule() throws Exception {
        project = new ModuleProject(shared.resolve("project"), ModuleProject.SOURCE).build();
        Path alerts = shared.resolve("alerts");
        AlertGenerator.write(alerts, ALERTS, 1);
        run = shared.resolve("run").toString();
        CommandLineRun done = CommandLineRun.of(
                "run",
                "night",
                "--alerts",
                alerts.toString(),
                "--classpath",
                project.classes.toString(),
                "--passes",
                "baseline,count",
                "--forks",
                "3",
                "--warmup",
                "50ms",
                "--measure",
                "100ms",
                "--out",
                run);
        assertThat(done.exitCode()).as(done.err()).isZero();
    }

    private Path budgets(String entries) throws IOException {
        return Files.writeString(folder.resolve("budgets.yaml"), "schema: 1\nbudgets:\n" + entries);
    }

    private CommandLineRun check(String entries, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("check", run, "--budget", budgets(entries).toString()));
        arguments.add("--noise");
        arguments.add(folder.resolve("noise.json").toString());
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static final String FLUX =
            """
              - id: flux
                kind: function-hits
                function: org.acme.Night.flux
                max: 1
            """;
    private static final String TEXT =
            """
              - id: the line
                kind: line-hits
                function: org.acme.Night.process
                text: "alert.set("
                max: 0.5
            """;

    @Test
    void exactBudgetsPassAndFailAtTheirLine() throws Exception {
        Path junit = folder.resolve("junit.xml");
        Path sarif = folder.resolve("check.sarif");
        Path bmf = folder.resolve("bmf.json");
        CommandLineRun checked = check(
                FLUX + TEXT,
                "--json",
                "--junit",
                junit.toString(),
                "--sarif",
                sarif.toString(),
                "--bmf",
                bmf.toString());

        assertThat(checked.exitCode()).isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(checked.out());
        assertThat(document.get("verdict").asText()).isEqualTo("fail");
        assertThat(document.at("/budgets/0/verdict").asText()).isEqualTo("pass");
        assertThat(document.at("/budgets/0/kind").asText()).isEqualTo("deterministic");
        assertThat(document.at("/budgets/1/verdict").asText()).isEqualTo("fail");
        assertThat(document.at("/budgets/1/value").asDouble()).isEqualTo(1);
        assertThat(document.at("/budgets/1/limit").asDouble()).isEqualTo(0.5);
        assertThat(document.at("/budgets/1/line").asInt()).isEqualTo(project.line("alert.set("));

        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        Element failed = (Element) xml.getElementsByTagName("testcase").item(1);
        assertThat(failed.getAttribute("line")).isEqualTo(String.valueOf(project.line("alert.set(")));
        assertThat(failed.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getDocumentElement()
                        .getFirstChild()
                        .getAttributes()
                        .getNamedItem("failures")
                        .getNodeValue())
                .isEqualTo("1");

        JsonNode values = new ObjectMapper().readTree(bmf.toFile());
        assertThat(values.at("/flux/function-hits/value").asDouble()).isEqualTo(1);
        assertThat(values.at("/the line/line-hits/value").asDouble()).isEqualTo(1);
        JsonNode results = new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/level").asText()).isEqualTo("error");
        assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .endsWith("org/acme/Night.java");
        assertThat(results.at("/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(project.line("alert.set("));
    }

    @Test
    void countsWithoutAlertsAreOfAnExecution() throws Exception {
        Path counts;
        try (Stream<Path> files = Files.walk(Path.of(run))) {
            counts = files.filter(file -> file.toString().endsWith(".tfc"))
                    .findFirst()
                    .orElseThrow();
        }
        Path file = budgets(
                """
                  - id: calls
                    kind: function-hits
                    function: org.acme.Night.flux
                    max: 5
                """);
        CommandLineRun checked = CommandLineRun.of("check", counts.toString(), "--budget", file.toString());
        assertThat(checked.out()).contains("org.acme.Night.flux: " + ALERTS + " calls an execution, at most 5");
    }

    @Test
    void forbiddenCallsAndBaselines() throws Exception {
        CommandLineRun checked = check(
                """
                  - id: never
                    kind: forbidden-call
                    function: org.acme.Night.flux
                  - id: not there
                    kind: forbidden-call
                    function: org.acme.Log.debug
                  - id: jdk
                    kind: forbidden-call
                    function: java.lang.String.format
                  - id: as before
                    kind: function-hits
                    function: org.acme.Night.flux
                    maxRatio: 1
                """,
                "--baseline",
                run);
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.out())
                .containsPattern("FAIL +never +org.acme.Night.flux: 1 calls an alert, at most 0 +")
                .containsPattern("PASS +not there ")
                .containsPattern("UNDECIDED +jdk +java.lang.String.format: java.lang.String was not counted")
                .containsPattern("PASS +as before ")
                .contains("4 budgets: 2 kept, 1 failed, 1 undecided");
    }

    @Test
    void aFunctionThatIsGoneFailsItsBudgetUnlessItIsFoundUnderAnotherName() throws Exception {
        PlantedVersion base = PlantedVersion.of(folder.resolve("base"));
        PlantedVersion head = PlantedVersion.of(folder.resolve("head"), "expensive(", "costly(");
        String budget =
                """
                schema: 1
                budgets:
                  - id: hot
                    kind: function-hits
                    function: org.acme.Job.expensive
                    max: 10
                """;
        Path file = Files.writeString(folder.resolve("gone.yaml"), budget);
        String counts = head.counts.toString();

        CommandLineRun gone = CommandLineRun.of("check", counts, "--budget", file.toString());
        assertThat(gone.exitCode()).isEqualTo(1);
        assertThat(gone.out()).containsPattern("FAIL +hot +org.acme.Job.expensive: org.acme.Job.expensive is gone");

        CommandLineRun renamed =
                CommandLineRun.of("check", counts, "--budget", file.toString(), "--baseline", base.counts.toString());
        assertThat(renamed.exitCode()).as(renamed.out()).isZero();
        assertThat(renamed.out())
                .contains(
                        "org.acme.Job.costly: 10 calls an execution, at most 10 (renamed from org.acme.Job.expensive)");
    }

    @Test
    void aSingleRunProposesCountsAndAsksForMoreRunsForTheRest() throws Exception {
        String one = shared.resolve("one").toString();
        CommandLineRun done = CommandLineRun.of(
                "run",
                "night",
                "--alerts",
                shared.resolve("alerts").toString(),
                "--classpath",
                project.classes.toString(),
                "--passes",
                "baseline,count",
                "--warmup",
                "50ms",
                "--measure",
                "100ms",
                "--out",
                one);
        assertThat(done.exitCode()).as(done.err()).isZero();
        String none = folder.resolve("noise.json").toString();
        String proposed =
                CommandLineRun.of("check", one, "--propose", "--noise", none).out();
        assertThat(proposed)
                .contains("kind: line-hits", "no budget, 1 fork tells nothing of how forks differ", "3 forks or more")
                .doesNotContain("kind: throughput", "kind: allocation", "kind: latency", "kind: energy");
        Path file = Files.writeString(folder.resolve("one.yaml"), proposed);
        assertThat(CommandLineRun.of("check", run, "--budget", file.toString(), "--noise", none)
                        .exitCode())
                .as("another run of the same code")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "throughput, min, 1, pass, 0",
        "throughput, min, 1e12, fail, 1",
        "energy, max, 1e9, pass, 0",
        "allocation, max, 1e9, pass, 0"
    })
    void statisticalBudgetsAreDecidedByTheirInterval(
            String kind, String bound, String limit, String verdict, int exitCode) throws IOException {
        CommandLineRun checked =
                check("  - id: b\n    kind: " + kind + "\n    " + bound + ": " + limit + "\n", "--json");
        assertThat(checked.exitCode()).isEqualTo(exitCode);
        JsonNode budget = new ObjectMapper().readTree(checked.out()).at("/budgets/0");
        assertThat(budget.get("verdict").asText()).isEqualTo(verdict);
        assertThat(budget.get("value").asDouble())
                .isBetween(budget.get("low").asDouble(), budget.get("high").asDouble());
    }

    @Test
    void undecidedSaysHowManyForksItTakesAndOnlyStrictFails() throws IOException {
        JsonNode throughput =
                new ObjectMapper().readTree(Path.of(run, "run.json").toFile()).get("throughput");
        // Within the interval of three forks, whatever the machine did.
        double limit = Math.sqrt(throughput.get("alertsPerCpuSecond").asDouble()
                * throughput.get("cpuHigh").asDouble());
        String entry = "  - id: close\n    kind: throughput\n    min: " + limit + "\n";

        CommandLineRun relaxed = check(entry);
        assertThat(relaxed.exitCode()).isZero();
        assertThat(relaxed.out()).contains("UNDECIDED").containsPattern("not enough data: about \\d+ more fork");
        assertThat(check(entry, "--strict").exitCode()).isEqualTo(1);
    }

    @Test
    void bytesOfALineNeedAllocationsToBeCounted() throws IOException {
        CommandLineRun checked = check(TEXT.replace("line-hits", "line-allocation"));
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.out())
                .containsPattern("UNDECIDED +the line .*allocations were not counted: count with --count-alloc");
    }

    @Test
    void whatIsProposedIsKept() throws Exception {
        CommandLineRun proposed = CommandLineRun.of("check", run, "--propose");
        assertThat(proposed.exitCode()).isZero();
        Path file = Files.writeString(folder.resolve("proposed.yaml"), proposed.out());
        assertThat(schema().validate(new YAMLMapper().readTree(file.toFile()))).isEmpty();
        CommandLineRun checked = CommandLineRun.of("check", run, "--budget", file.toString());
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(checked.out()).doesNotContain("FAIL").containsPattern("PASS +line-hits-Night.process-");
    }

    @Test
    void theSchemaAndTheReaderAcceptTheExampleWithOneOfEachKind() throws Exception {
        Path example = DOCS.resolve("examples/budgets.yaml");
        assertThat(schema().validate(new YAMLMapper().readTree(example.toFile())))
                .isEmpty();
        assertThat(BudgetFile.read(example).budgets().stream()
                        .map(budget -> budget.kind())
                        .distinct())
                .hasSize(tallyflame.analysis.check.BudgetKind.values().length);
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(DOCS.resolve("budgets.schema.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- id: a\\n    kind: throughput\\n    min: 1\\n    maxx: 2|line 6",
                "- id: a\\n    kind: speed\\n    min: 1|line 4",
                "- id: a\\n    kind: throughput|needs one of max, min",
                "- id: a\\n    kind: line-hits\\n    function: b.C.d\\n    max: 1|needs a line or a text",
                "- id: a\\n    kind: latency\\n    max: 1|percentile must be",
                "- id: a\\n    kind: throughput\\n    min: 1\\n  - id: a\\n    kind: energy\\n    max: 1|id of its own",
            })
    void aWrongBudgetIsOneLineThatNamesItsPlace(String entries, String words) throws IOException {
        String text = "  " + entries.replace("\\n", "\n") + "\n"; // blanks at the start do not survive CSV
        CommandLineRun checked = check(text);
        assertThat(checked.exitCode()).isEqualTo(3);
        assertThat(checked.err()).contains("budgets.yaml", words).hasLineCount(1);
        assertThat(schema().validate(new YAMLMapper().readTree("schema: 1\nbudgets:\n" + text))
                        .isEmpty())
                .as("what the schema says")
                .isEqualTo(words.equals("id of its own")); // uniqueness of a key is beyond JSON schema
    }

    @Test
    void aDeterministicBudgetHasTheSameVerdictTwentyTimesOnALoadedMachine() throws Exception {
        PlantedVersion version = PlantedVersion.of(folder.resolve("job"));
        List<Process> processes = new ArrayList<>();
        for (int time = 0; time < 20; time++) {
            processes.add(version.count(folder.resolve("counts-" + time + ".tfc"))); // all at once: that is the load
        }
        for (Process process : processes) {
            version.await(process);
        }
        String entry = "  - id: hot\n    kind: line-hits\n    function: org.acme.Job.expensive\n    line: "
                + version.line("31 * x") + "\n    max: ";
        Path kept = Files.writeString(folder.resolve("kept.yaml"), "schema: 1\nbudgets:\n" + entry + "500\n");
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "schema: 1\nbudgets:\n" + entry + "499\n");
        for (int time = 0; time < 20; time++) {
            String counts = folder.resolve("counts-" + time + ".tfc").toString();
            assertThat(CommandLineRun.of("check", counts, "--budget", kept.toString())
                            .exitCode())
                    .isZero();
            assertThat(CommandLineRun.of("check", counts, "--budget", broken.toString())
                            .exitCode())
                    .isEqualTo(1);
        }
    }
}
