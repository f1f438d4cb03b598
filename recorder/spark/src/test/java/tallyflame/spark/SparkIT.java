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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;
import tallyflame.spark.job.CountedJob;

/** The plugin in real applications: a driver and two executors, each a process of its own. */
class SparkIT {
    private static final int ITEMS = 20_000;
    private static final Path PLUGIN =
            Path.of("target/tallyflame-spark_2.13-" + System.getProperty("project.version") + ".jar");
    private static final List<String> CLUSTER = List.of("--master", "local-cluster[2,1,600]");
    private static final List<String> COUNTED = List.of(
            "--conf",
            "spark.tallyflame.passes=sample,count",
            "--conf",
            "spark.tallyflame.count=tallyflame.spark.job.**");

    private static Path sparkHome;
    private static Path job;

    @TempDir
    Path folder;

    @BeforeAll
    static void findSpark(@TempDir Path shared) throws IOException {
        sparkHome = home(System.getenv());
        boolean there = Files.exists(sparkHome.resolve("RELEASE"));
        if (!there) {
            System.err.println("SKIPPED: there is no Spark in " + sparkHome + "; scripts/spark-home gets it");
        }
        assumeTrue(there, "there is no Spark in " + sparkHome + "; scripts/spark-home gets it");
        job = jar(Path.of("target/test-classes"), shared.resolve("job.jar"));
    }

    private static Path home(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        String cache = environment.getOrDefault("TALLYFLAME_CACHE", caches + "/tallyflame");
        return Path.of(cache, "spark-" + System.getProperty("spark.version"));
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

    @Test
    void executorsAreSampledAndEveryTaskIsCountedExactly() throws Exception {
        String output = submit(List.of(CLUSTER, COUNTED), List.of());

        assertThat(output).contains("SUM " + CountedJob.expected(ITEMS).sum());
        Path run = onlyRun();
        ClusterLog log = ClusterLog.read(run.resolve(ClusterLog.FILE));
        assertThat(tasks(log)).hasSize(10).allMatch(task -> task.outcome().equals(Task.SUCCEEDED));
        assertThat(marked(run))
                .containsExactlyInAnyOrderElementsOf(
                        tasks(log).stream().map(Task::task).toList());
        assertThat(recordings(run)).anyMatch(file -> events(file).stream()
                .anyMatch(event -> event.getEventType().getName().equals("jdk.ExecutionSample")));
        assertExact(run, log);
        assertThat(log.lines().stream().map(ClusterLine::job).filter(line -> line != null))
                .extracting(ClusterLine.Job::description)
                .containsExactly("sums by remainder");
        assertThat(RunDirectory.open(run).missing()).isEmpty();
    }

    @Test
    void tasksInTheDriversOwnJvmAreMarkedAndCounted() throws Exception {
        String output = submit(List.of(List.of("--master", "local[2]"), COUNTED), List.of());

        assertThat(output).contains("SUM " + CountedJob.expected(ITEMS).sum());
        Path run = onlyRun();
        ClusterLog log = ClusterLog.read(run.resolve(ClusterLog.FILE));
        assertThat(marked(run))
                .containsExactlyInAnyOrderElementsOf(
                        tasks(log).stream().map(Task::task).toList());
        assertExact(run, log);
        assertThat(files(run, "counts.tfc")).as("would count the tasks twice").isEmpty();
    }

    @Test
    void countsAreThoseOfTheUsedAttemptsWhereAnExecutorIsKilled() throws Exception {
        String output = submit(
                List.of(CLUSTER, COUNTED), List.of(folder.resolve("killed").toString()));

        assertThat(output).contains("SUM " + CountedJob.expected(ITEMS).sum());
        Path run = onlyRun();
        ClusterLog log = ClusterLog.read(run.resolve(ClusterLog.FILE));
        assertThat(tasks(log)).as("the task that died").anyMatch(task -> task.outcome()
                .equals("failed"));
        assertThat(tasks(log).stream().filter(task -> task.outcome().equals(Task.SUCCEEDED)))
                .as("map tasks whose output died with the executor ran again")
                .hasSizeGreaterThan(log.used().size());
        assertExact(run, log);
    }

    @Test
    void theJobGoesOnWhereNothingCanBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("no-folder"));

        String output = submit(
                List.of(List.of("--master", "local[2]", "--conf", "spark.tallyflame.dir=" + file.toUri() + "/below")),
                List.of());

        assertThat(output)
                .contains("SUM " + CountedJob.expected(ITEMS).sum())
                .containsPattern("Tallyflame: nothing is .*no-folder.*");
    }

    @Test
    void theJobGoesOnWhereTheDiskIsFull() throws Exception {
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", profiles.toString())
                .redirectErrorStream(true)
                .start();
        boolean mounted = mount.waitFor() == 0;
        assumeTrue(mounted, "no small disk can be mounted here, which needs root");
        try {
            String output = submit(List.of(List.of("--master", "local[2]"), COUNTED), List.of());

            assertThat(output)
                    .contains("SUM " + CountedJob.expected(ITEMS).sum())
                    .containsPattern("Tallyflame: .*No space left on device; the application goes on");
            assertThat(files(profiles, ".tmp")).isEmpty();
        } finally {
            new ProcessBuilder("umount", profiles.toString()).start().waitFor();
        }
    }

    @Test
    void theReasonIsInTheLedgerWhereTheProfilerCannotStart() throws Exception {
        Path file = Files.createFile(folder.resolve("no-cache"));

        String output = submit(
                List.of(List.of("--master", "local[2]")), List.of(), Map.of("TALLYFLAME_CACHE", file + "/below"));

        assertThat(output).contains("SUM " + CountedJob.expected(ITEMS).sum());
        ClusterLog log = ClusterLog.read(onlyRun().resolve(ClusterLog.FILE));
        assertThat(log.lines().stream().map(ClusterLine::jvm).filter(line -> line != null))
                .singleElement()
                .satisfies(jvm -> {
                    assertThat(jvm.directory()).isNull();
                    assertThat(jvm.problem()).contains("not sampled").contains("TALLYFLAME_CACHE");
                });
    }

    /** Line by line what the program itself says, summed over the attempts whose output was used. */
    private static void assertExact(Path run, ClusterLog log) throws IOException {
        long steps = 0;
        long spins = 0;
        Set<Long> used = log.used().keySet();
        assertThat(used).hasSize(10);
        for (Path file : files(run, ".tfc")) {
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

    private static List<Task> tasks(ClusterLog log) {
        return log.lines().stream()
                .map(ClusterLine::task)
                .filter(task -> task != null)
                .toList();
    }

    /** Tasks with a mark, as the JDK's own reader sees them. */
    private static List<Long> marked(Path run) throws IOException {
        List<Long> marked = new ArrayList<>();
        for (Path recording : recordings(run)) {
            for (RecordedEvent event : events(recording)) {
                if (event.getEventType().getName().equals("tallyflame.Task")) {
                    marked.add(event.getLong("task"));
                }
            }
        }
        return marked;
    }

    private static List<RecordedEvent> events(Path recording) {
        try {
            return RecordingFile.readAllEvents(recording);
        } catch (IOException e) {
            throw new IllegalStateException(recording.toString(), e);
        }
    }

    private static List<Path> recordings(Path run) throws IOException {
        return files(run, ".jfr");
    }

    private static List<Path> files(Path run, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Path onlyRun() throws IOException {
        Set<Path> runs = new TreeSet<>();
        try (Stream<Path> entries = Files.list(folder.resolve("profiles"))) {
            entries.forEach(runs::add);
        }
        assertThat(runs).hasSize(1);
        return runs.iterator().next();
    }

    private String submit(List<List<String>> options, List<String> arguments) throws Exception {
        return submit(options, arguments, Map.of());
    }

    /** Runs the job; it must end well. What it and Spark say. */
    private String submit(List<List<String>> options, List<String> arguments, Map<String, String> environment)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                sparkHome.resolve("bin/spark-submit").toString(),
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=600m",
                "--jars",
                PLUGIN.toAbsolutePath().toString(),
                "--conf",
                "spark.plugins=tallyflame.spark.TallyflamePlugin",
                "--conf",
                "spark.tallyflame.dir=" + folder.resolve("profiles").toUri()));
        options.forEach(command::addAll);
        command.addAll(List.of("--class", CountedJob.class.getName(), job.toString(), "" + ITEMS, "8"));
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
        Path profiles = folder.resolve("profiles");
        for (Path log : Files.isDirectory(profiles) ? files(profiles, ClusterLog.FILE) : List.<Path>of()) {
            for (ClusterLine line : ClusterLog.read(log).lines()) {
                Optional<ProcessHandle> jvm =
                        Optional.ofNullable(line.jvm()).flatMap(told -> ProcessHandle.of(told.pid()));
                if (jvm.isPresent()) {
                    jvm.get().onExit().get(1, TimeUnit.MINUTES);
                }
            }
        }
    }
}
