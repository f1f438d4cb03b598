package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tallyflame.spark.Application.CLUSTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runner.fork.BatchProcessor;
import tallyflame.runner.fork.ResultWriter;
import tallyflame.runs.cluster.ClusterLog;
import tallyflame.spark.modules.ModulesAlone;

/** All science modules as applications of Spark: alert by alert what they give, and count, without Spark. */
class ModulesIT {
    private static final Path REAL =
            Path.of(Optional.ofNullable(System.getenv("TALLYFLAME_SHARED")).orElse("../../../shared"), "alerts");
    private static final Path MODULES =
            Path.of("../modules/target/tallyflame-modules-" + System.getProperty("project.version") + ".jar");

    private static final Path AGENT = Path.of("target/files/tallyflame-agent.jar");
    /** Most of what JVMs do here they do once. */
    private static final String QUICKLY = "-XX:TieredStopAtLevel=1";

    private static final String COUNTED = "tallyflame.modules.**";
    private static final List<String> COUNTED_MODULES =
            List.of("--conf", "spark.tallyflame.passes=count", "--conf", "spark.tallyflame.count=" + COUNTED);

    private Application application;

    @TempDir
    Path folder;

    @BeforeEach
    void findSpark() {
        Application.sparkHome();
        application = new Application(folder);
    }

    /** On two executors, with exact counts, an alert at a time: what a batch costs is then the same for each alert. */
    @Test
    void resultsAndExactCountsAreThoseWithoutSpark() throws Exception {
        Path alerts = folder.resolve("alerts");
        AlertGenerator.write(alerts, 60, 7);

        assertSame(alerts, CLUSTER, 1, COUNTED_MODULES);

        Map<String, Long> once = countsAlone(alerts, 1);
        Map<String, Long> twice = countsAlone(alerts, 2);
        // Others run for each JVM or thread, as what is computed once and kept.
        Map<String, Long> forEachAlert = new TreeMap<>(once);
        forEachAlert.entrySet().removeIf(line -> twice.get(line.getKey()) != 2 * line.getValue());
        assertThat(forEachAlert.size()).isGreaterThan(once.size() * 3 / 4);
        Map<String, Long> tasks = countsOfTasks();
        tasks.keySet().retainAll(forEachAlert.keySet());
        assertThat(tasks).isEqualTo(forEachAlert);
    }

    /** Their files differ in their types, have NULL histories and stamps of several sizes. */
    @Test
    void resultsOfRealAlertsAreThoseWithoutSpark() throws Exception {
        boolean there = Files.isDirectory(REAL);
        if (!there) {
            System.err.println("SKIPPED: there are no real alerts in " + REAL + "; TALLYFLAME_SHARED says where");
        }
        assumeTrue(there, "there are no real alerts in " + REAL);

        assertSame(REAL.toAbsolutePath(), List.of("--master", "local[2]"), 64, List.of());
    }

    private void assertSame(Path alerts, List<String> master, int batch, List<String> options) throws Exception {
        Path results = folder.resolve("results");
        List<String> arguments = new ArrayList<>(master);
        arguments.addAll(options);
        arguments.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + QUICKLY));
        arguments.addAll(List.of("--jars", MODULES.toAbsolutePath().toString()));
        arguments.addAll(List.of("--class", "tallyflame.spark.modules.ModuleJob"));
        arguments.add(Application.plugin().toString());
        arguments.addAll(List.of("all", alerts.toString(), "--batch", "" + batch, "--warmup", "0", "--loops", "1"));
        arguments.addAll(List.of("--out", results.toString()));

        String output = application.run(arguments, Map.of("SPARK_SUBMIT_OPTS", QUICKLY));

        List<ScienceModule> modules =
                ModuleRegistry.load(getClass().getClassLoader()).all();
        assertThat(modules).hasSizeGreaterThan(7);
        for (ScienceModule module : modules) {
            Path without = write(module, alerts);
            assertThat(sorted(results.resolve(module.name() + ".csv")))
                    .as(module.name())
                    .isEqualTo(sorted(without));
            assertThat(output).contains(module.name() + ": ");
        }
    }

    private Path write(ScienceModule module, Path alerts) throws IOException {
        Path file = folder.resolve("without-spark-" + module.name() + ".csv");
        BatchProcessor processor = new BatchProcessor(module);
        try (AlertSource source = AlertSource.open(alerts, module.columns(), 100, -1);
                ResultWriter writer = new ResultWriter(file, module.outputs())) {
            int number = 0;
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                processor.process(batch);
                writer.add(number++, batch);
            }
            writer.finish();
        }
        return file;
    }

    /** Hits of the modules' own lines in a JVM without Spark. */
    private Map<String, Long> countsAlone(Path alerts, int times) throws Exception {
        Path file = folder.resolve("alone-" + times + ".tfc");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AGENT + "=count=" + COUNTED + ",out=" + file,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ModulesAlone.class.getName(),
                        alerts.toString(),
                        "" + times)
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        Map<String, Long> hits = new TreeMap<>();
        add(file, hits);
        return hits;
    }

    private Map<String, Long> countsOfTasks() throws IOException {
        Set<Long> used = application.log().used().keySet();
        Map<String, Long> hits = new TreeMap<>();
        for (Path file : Application.files(application.run(), ".tfc")) {
            if (ClusterLog.taskOf(file).stream().anyMatch(used::contains)) {
                add(file, hits);
            }
        }
        return hits;
    }

    /** Adds those of modules and of what they share, but not of how alerts come to them. */
    private static void add(Path file, Map<String, Long> hits) throws IOException {
        CountFile counts = CountFile.read(file);
        assertThat(counts.residual()).isZero();
        for (ClassCounts type : counts.classes()) {
            if (!type.name().matches("tallyflame\\.modules\\.((alerts|generate)\\..*|[A-Z].*)")) {
                type.methods().forEach(method -> method.lines().stream()
                        .filter(line -> line.hits() > 0)
                        .forEach(line -> hits.merge(
                                type.name() + "." + method.name() + method.descriptor() + ":" + line.line(),
                                line.hits(),
                                Long::sum)));
            }
        }
    }

    private static List<String> sorted(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().sorted().toList();
    }
}
