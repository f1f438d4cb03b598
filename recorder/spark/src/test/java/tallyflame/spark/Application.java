package tallyflame.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;
import tallyflame.spark.job.CountedJob;

/**
 * {@link CountedJob} as a real application with the plugin, and what that wrote.
 *
 * @param folder of this application alone
 */
record Application(Path folder) {
    static final int ITEMS = 20_000;
    /** Two executors of one core. */
    static final List<String> CLUSTER = List.of("--master", "local-cluster[2,1,600]");

    static final List<String> COUNTED = List.of(
            "--conf",
            "spark.tallyflame.passes=sample,count",
            "--conf",
            "spark.tallyflame.count=tallyflame.spark.job.**");

    private static final Path PLUGIN =
            Path.of("target/tallyflame-spark_2.13-" + System.getProperty("project.version") + "-plugin.jar");

    /** Where scripts/spark-home laid out Spark; the test is skipped where it did not. */
    static Path sparkHome() {
        Map<String, String> environment = System.getenv();
        String caches = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        String cache = environment.getOrDefault("TALLYFLAME_CACHE", caches + "/tallyflame");
        Path home = Path.of(cache, "spark-" + System.getProperty("spark.version"));
        boolean there = Files.exists(home.resolve("RELEASE"));
        if (!there) {
            System.err.println("SKIPPED: there is no Spark in " + home + "; scripts/spark-home gets it");
        }
        assumeTrue(there, "there is no Spark in " + home + "; scripts/spark-home gets it");
        return home;
    }

    /** The jar of the plugin, as it is given to Spark. */
    static Path plugin() {
        return PLUGIN.toAbsolutePath();
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path type : found.filter(path ->
                            path.toString().contains("/job/") && path.toString().endsWith(".class"))
                    .toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(type).toString()));
                Files.copy(type, out);
            }
        }
        return jar;
    }

    /** Runs the job; it must end well. What it and Spark say. */
    String submit(List<List<String>> options, List<String> arguments) throws Exception {
        return submit(options, arguments, Map.of());
    }

    /** Runs the job in an environment. */
    String submit(List<List<String>> options, List<String> arguments, Map<String, String> environment)
            throws Exception {
        Path job = jar(Path.of("target/test-classes"), folder.resolve("job.jar"));
        List<String> all = new ArrayList<>(List.of("--jars", plugin().toString()));
        options.forEach(all::addAll);
        all.addAll(List.of("--class", CountedJob.class.getName(), job.toString(), "" + ITEMS, "8"));
        all.addAll(arguments);
        String output = run(all, environment);
        assertThat(output).contains("SUM " + CountedJob.expected(ITEMS).sum());
        return output;
    }

    /** Runs any application with the plugin; it must end well. */
    String run(List<String> arguments, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                sparkHome().resolve("bin/spark-submit").toString(),
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=600m",
                "--conf",
                "spark.plugins=tallyflame.spark.TallyflamePlugin",
                "--conf",
                "spark.tallyflame.dir=" + profiles().toUri()));
        command.addAll(arguments);
        Path log = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(process.exitValue()).as(output).isZero();
        awaitExecutors();
        return output;
    }

    /** Executors are told to end and may do so after the application has. */
    private void awaitExecutors() throws Exception {
        for (Path log : Files.isDirectory(profiles()) ? files(profiles(), ClusterLog.FILE) : List.<Path>of()) {
            for (ClusterLine line : ClusterLog.read(log).lines()) {
                Optional<ProcessHandle> jvm =
                        Optional.ofNullable(line.jvm()).flatMap(told -> ProcessHandle.of(told.pid()));
                if (jvm.isPresent()) {
                    jvm.get().onExit().get(3, TimeUnit.MINUTES);
                }
            }
        }
    }

    /** Where the plugin writes. */
    Path profiles() {
        return folder.resolve("profiles");
    }

    /** The run directory of the only application. */
    Path run() throws IOException {
        Set<Path> runs = new TreeSet<>();
        try (Stream<Path> entries = Files.list(profiles())) {
            entries.forEach(runs::add);
        }
        assertThat(runs).hasSize(1);
        return runs.iterator().next();
    }

    /** What its driver wrote down. */
    ClusterLog log() throws IOException {
        return ClusterLog.read(run().resolve(ClusterLog.FILE));
    }

    /** Every attempt that ended. */
    static List<Task> tasks(ClusterLog log) {
        return log.lines().stream()
                .map(ClusterLine::task)
                .filter(task -> task != null)
                .toList();
    }

    /** Each task has its mark, once, as the JDK's own reader sees them. */
    void assertAllMarked() throws IOException {
        List<Long> marked = new ArrayList<>();
        for (Path recording : files(run(), ".jfr")) {
            for (RecordedEvent event : events(recording)) {
                if (event.getEventType().getName().equals("tallyflame.Task")) {
                    marked.add(event.getLong("task"));
                }
            }
        }
        assertThat(marked)
                .containsExactlyInAnyOrderElementsOf(
                        tasks(log()).stream().map(Task::task).toList());
    }

    static List<RecordedEvent> events(Path recording) {
        try {
            return RecordingFile.readAllEvents(recording);
        } catch (IOException e) {
            throw new IllegalStateException(recording.toString(), e);
        }
    }

    /** Counts are, line by line, what the program itself says, summed over the attempts whose output was used. */
    void assertExact() throws IOException {
        long steps = 0;
        long spins = 0;
        Set<Long> used = log().used().keySet();
        assertThat(used).hasSize(10);
        for (Path file : files(run(), ".tfc")) {
            if (ClusterLog.taskOf(file).stream().anyMatch(used::contains)) {
                CountFile counts = CountFile.read(file);
                assertThat(counts.residual()).isZero();
                MethodCounts step = step(counts);
                steps += step.entered();
                spins += step.lines().get(2).hits();
            }
        }
        assertThat(steps).isEqualTo(CountedJob.expected(ITEMS).steps());
        assertThat(spins).isEqualTo(CountedJob.expected(ITEMS).spins());
    }

    private static MethodCounts step(CountFile counts) {
        return counts.classes().stream()
                .filter(type -> type.name().equals("tallyflame.spark.job.Work"))
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals("step"))
                .findFirst()
                .orElseThrow();
    }

    /** Files below a folder whose names end so. */
    static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
