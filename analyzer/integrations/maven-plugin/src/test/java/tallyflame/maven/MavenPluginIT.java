package tallyflame.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Builds projects by the Maven that builds this one, with the plugin as others get it: from a repository, which
 * {@code invoker:install} fills. The projects count for themselves what they do.
 */
class MavenPluginIT {
    private static final Path REPOSITORY = Path.of(System.getProperty("it.repository"));
    private static final Path PROJECT = Path.of("target/it/modules");
    private static final Path SETTINGS = Path.of("target/it/settings.xml");
    private static final Path CORE = PROJECT.resolve("core/target");
    private static final Path APP = PROJECT.resolve("app/target");
    private static final String PLUGIN = "tallyflame:tallyflame-maven-plugin:" + System.getProperty("it.version") + ":";

    /** Steps that the tests of core take, by what they are told. */
    private static final long CORE_STEPS = 1000 + 200 + 30;

    private static final long APP_STEPS = 8 * 100_000 + 36;

    private static Build whole;
    private static long ownCore;
    private static long ownApp;

    /** What Maven printed and how it ended. */
    private record Build(String output, int exitCode) {
        String line(String start) {
            return output.lines()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line " + start + " in\n" + output));
        }
    }

    @BeforeAll
    static void buildAll() throws Exception {
        delete(PROJECT);
        copy(Path.of("src/it/modules"), PROJECT);
        Files.writeString(
                SETTINGS,
                """
                <settings>
                  <profiles>
                    <profile>
                      <id>it</id>
                      <properties>
                        <it.version>%s</it.version>
                        <it.junit.version>%s</it.junit.version>
                      </properties>
                      <repositories><repository><id>libraries</id><url>file://%3$s</url></repository></repositories>
                      <pluginRepositories>
                        <pluginRepository><id>libraries</id><url>file://%3$s</url></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>it</activeProfile></activeProfiles>
                </settings>
                """
                        .formatted(
                                System.getProperty("it.version"),
                                System.getProperty("it.junit.version"),
                                System.getProperty("it.libraries")));
        whole = maven("verify", PLUGIN + "aggregate");
        assertThat(whole.exitCode).as(whole.output).isZero();
        // Other builds add to it.
        ownCore = own(CORE);
        ownApp = own(APP);
    }

    /** Removes what an earlier run of these tests left. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path one : found.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(file));
        }
    }

    private static Build maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                SETTINGS.toAbsolutePath().toString(),
                "-Dmaven.repo.local=" + REPOSITORY));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Colours, which some versions print anyway.
        return new Build(output.replaceAll("\u001b\\[[0-9;]*m", ""), process.waitFor());
    }

    /** Steps as the lines of a run or an aggregate have them. */
    private static long steps(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("lines.csv")).stream()
                .filter(line -> line.startsWith("it.acme.core.Steps,take,") && line.contains("TAKEN.increment();"))
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[5]))
                .sum();
    }

    /** Steps as the JVMs of the tests wrote them themselves. */
    private static long own(Path target) throws IOException {
        long sum = 0;
        for (Path file : list(target.resolve("own"), ".txt")) {
            sum += Long.parseLong(Files.readString(file));
        }
        return sum;
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Path counts(Path target) {
        return target.resolve("tallyflame/tests/passes/count-1");
    }

    @Test
    void eachForkWritesAFileAndTheyAddUpToWhatTheTestsCounted() throws Exception {
        assertThat(list(counts(CORE), ".tfc")).hasSize(3);
        assertThat(ownCore).isEqualTo(CORE_STEPS);
        assertThat(steps(CORE.resolve("tallyflame/tests"))).isEqualTo(CORE_STEPS);
        assertThat(CORE.resolve("tallyflame/tests/report.html")).isNotEmptyFile();
    }

    @Test
    void testsThatRunInParallelAreCountedAndOptionsOfTheUserStay() throws Exception {
        // Both kinds of option are asserted by the tests themselves.
        assertThat(whole.output).contains("Tests run: 9, Failures: 0");
        assertThat(ownApp).isEqualTo(APP_STEPS);
        assertThat(steps(APP.resolve("tallyflame/tests"))).isEqualTo(APP_STEPS);
    }

    @Test
    void modulesAreAddedUp() throws Exception {
        assertThat(whole.output).contains("counts of the tests of 2 of 2 modules");
        Path aggregate = PROJECT.resolve("target/tallyflame/aggregate");
        assertThat(steps(aggregate)).isEqualTo(ownCore + ownApp);
        assertThat(aggregate.resolve("report.html")).content().contains("<title>All modules – report</title>");
    }

    @Test
    void aKeptBudgetPassesAndAnUndecidedOneIsNamed() {
        assertThat(whole.line("[INFO] PASS")).contains("steps", "1,230 hits an execution, at most 1,230");
        assertThat(whole.line("[WARNING] 1 of 2 budgets are undecided")).contains("rate, throughput: ");
    }

    @Test
    void aBrokenBudgetFailsTheBuild() throws Exception {
        Build build = maven("-pl", "core", PLUGIN + "check", "-Dtallyflame.budget=broken.yaml");
        assertThat(build.exitCode).isEqualTo(1);
        assertThat(build.line("[ERROR] Failed"))
                .contains(
                        "1 of 1 budgets are not kept: steps, it.acme.core.Steps.take 'TAKEN.increment()': 1,230 hits");
    }

    @Test
    void whatIsUndecidedFailsWhereThatIsAskedFor() throws Exception {
        Build build = maven("-pl", "core", PLUGIN + "check", "-Dtallyflame.strict");
        assertThat(build.exitCode).isEqualTo(1);
        assertThat(build.line("[ERROR] Failed")).contains("1 of 2 budgets are not kept: rate, throughput");
    }

    @Test
    void aBudgetFileThatIsNotThereIsNamed() throws Exception {
        Build build = maven("-pl", "core", PLUGIN + "check", "-Dtallyflame.budget=none.yaml");
        assertThat(build.line("[ERROR] Failed")).contains("core/none.yaml: no such file or folder");
    }

    @Test
    void countsOfAnAgentOfAnotherVersionAreRefused() throws Exception {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(list(counts(APP), ".tfc").get(0)));
        int header = "TFCOUNTS".length();
        int payload = header + 5;
        int end = payload + bytes.getInt(header + 1);
        CRC32C sum = new CRC32C();
        sum.update(bytes.put(payload, (byte) 99).array(), header, end - header);
        Path file = Files.write(
                counts(APP).resolve("counts-1.tfc"),
                bytes.putInt(end, (int) sum.getValue()).array());
        try {
            Build build = maven(
                    "-pl", "app", PLUGIN + "check", "-Dtallyflame.budget=../core/budgets.yaml", "-Dtallyflame.strict");
            assertThat(build.line("[ERROR] Failed")).contains("counts-1.tfc: format version 99, this version of");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void ofTwoAgentsTheUsersIsKeptAndTheOtherIsMissingInALine() throws Exception {
        Build build = maven("-pl", "core", "initialize", "-Ptwo-agents");
        assertThat(build.exitCode).isZero();
        assertThat(build.line(
                        "[WARNING] the tests' JVMs run without Tallyflame: argLine has a Tallyflame agent already"))
                .contains("-javaagent:/opt/tallyflame-agent.jar", "take it out");
    }

    @Test
    void testsThatTheAgentDidNotReachFailTheGateAndNotTheReport() throws Exception {
        // What the command line says wins over what the goal sets.
        Build build = maven("-pl", "core", "verify", "-DargLine=-Dkept=yes", "-Dtest=OneTest");
        assertThat(build.line("[WARNING] ")).contains("tests: no JVM of the tests wrote anything", "@{argLine}");
        assertThat(build.line("[ERROR] Failed")).contains(":check", "no JVM of the tests wrote anything");
        // The counts of the whole build were only put aside.
        Build again = maven("-pl", "core", PLUGIN + "report");
        assertThat(again.line("[INFO] counts:")).contains("in 3 JVMs");
        assertThat(steps(CORE.resolve("tallyflame/tests"))).isEqualTo(CORE_STEPS);
    }

    @Test
    void aMainClassIsSampledAndItsStatusIsTheBuilds() throws Exception {
        Build build = maven(
                "-pl",
                "core",
                PLUGIN + "record",
                "-Dtallyflame.mainClass=it.acme.core.Main",
                "-Dtallyflame.arguments=100000,3");
        assertThat(build.line("[ERROR] Failed")).contains("it.acme.core.Main ended with exit code 3");
        assertThat(build.output).containsPattern("it\\.acme\\.core\\.Main\\.think");
        assertThat(CORE.resolve("tallyflame/record/report.html")).isNotEmptyFile();
    }

    @Test
    void testsAreSampledWithoutCounters() throws Exception {
        Build build = maven("-pl", "app", "-am", PLUGIN + "record-tests", "-Dtest=ParallelTest,OneTest");
        assertThat(build.exitCode).as(build.output).isZero();
        assertThat(list(APP.resolve("tallyflame/record/passes/sample-1"), ".jfr"))
                .hasSize(2); // of both profilers
        assertThat(build.output).doesNotContain("-javaagent:").contains("[INFO] cpu: ");
        assertThat(list(counts(APP), ".tfc")).hasSize(1);
    }
}
