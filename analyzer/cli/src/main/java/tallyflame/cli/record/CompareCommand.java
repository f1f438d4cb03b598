package tallyflame.cli.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tallyflame.analysis.compare.Comparison;
import tallyflame.analysis.compare.ComparisonAnswer;
import tallyflame.analysis.compare.ComparisonPage;
import tallyflame.analysis.table.Answer;
import tallyflame.cli.options.Durations;
import tallyflame.cli.options.FailedAlertOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.ModuleOptions;
import tallyflame.cli.options.ProgressBar;
import tallyflame.cli.options.TableOptions;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runner.energy.EnergyOptions;
import tallyflame.runner.groundtruth.GroundTruth;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Runner;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.launch.Workload;
import tallyflame.runner.record.ChildJvms;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runner.record.RecordPlan;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;

/** {@code compare}: sampling against tracing on the same work. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares the instruments on the same work: what each costs, where they agree, why they do",
            "not, and which numbers can be trusted. Every instrument has a fresh JVM in every round."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame compare hostless --alerts night/",
            "  tallyflame compare --rounds 5 --trace 'com.acme.**' -- java -jar batch.jar",
            "  tallyflame compare --self-test                programs whose times are known",
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int FEWEST_ROUNDS = 3;
    private static final String PAGE = "compare.html";
    private static final List<String> NOT_THE_JDK =
            List.of("**", "!java.**", "!javax.**", "!jdk.**", "!sun.**", "!com.sun.**");

    @Spec
    private CommandSpec verb;

    @Mixin
    private TableOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODULE|COMMAND",
            description = "Names of modules, or after -- a java command that always does the same work.")
    private List<String> words = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "JVMs of each instrument (default: ${DEFAULT-VALUE}).")
    private int rounds = 10;

    @Option(
            names = "--alerts",
            paramLabel = "PATH",
            description = "Parquet file, or folder of such files (default: 1000 generated alerts).")
    private Path alerts;

    @Option(
            names = "--trace",
            paramLabel = "GLOB",
            split = ";",
            description =
                    "Classes that are compared (default: the module's own packages; of a command all but the JDK's).")
    private List<String> traced = List.of();

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Modules: minimum time before the measured window (default: 1s).")
    private Duration warmup = Duration.ofSeconds(1);

    @Option(
            names = "--measure",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Minimum length of the measured window, or of a program of the self-test (default: 2s).")
    private Duration measure = Duration.ofSeconds(2);

    @Option(names = "--self-test", description = "Examine the instruments on programs whose times are known.")
    private boolean selfTest;

    @Mixin
    private ModuleOptions own;

    @Mixin
    private FailedAlertOptions failing;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory (default: tallyflame-runs/compare-…-TIME).")
    private Path out;

    @Option(names = "-o", paramLabel = "FILE", description = "The page (default: compare.html in the run directory).")
    private Path page;

    @Override
    public Integer call() throws Exception {
        check();
        if (selfTest) {
            return new SelfTestSession(GroundTruth.timed(), rounds, measure, folder("self-test")).run(common);
        }
        List<Comparison> comparisons = new ArrayList<>();
        if (isCommand()) {
            comparisons.add(command(folder("command")));
        } else {
            for (String module : words) {
                Path parent = folder(words.size() > 1 ? "modules" : module);
                comparisons.add(module(module, words.size() > 1 ? parent.resolve(module) : parent));
            }
        }
        Answer answer = new Answer(
                        "Sampling against tracing", () -> comparisons.size() == 1 ? comparisons.get(0) : comparisons)
                .csv(() -> ComparisonAnswer.overhead(comparisons));
        for (Comparison comparison : comparisons) {
            Path file = page == null ? Path.of(comparison.directory()).resolve(PAGE) : page;
            AtomicFiles.write(file, temporary -> Files.writeString(temporary, ComparisonPage.of(comparison)));
            answer.all(ComparisonAnswer.of(comparison)).lines("page: " + file);
        }
        common.print(answer);
        return Failures.DONE;
    }

    private void check() {
        if (words.isEmpty() != selfTest) {
            throw common.usage(
                    selfTest
                            ? "--self-test has programs of its own; name no module and no command"
                            : "say what to compare on: MODULE, -- COMMAND, or --self-test");
        }
        if (rounds < FEWEST_ROUNDS) {
            throw common.usage("--rounds must be at least " + FEWEST_ROUNDS + ", or there is no spread to see");
        }
        if (page != null && ((words.size() > 1 && !isCommand()) || selfTest)) {
            throw common.usage("-o needs a single module or a command");
        }
        if (isCommand() && (alerts != null || own.given())) {
            throw common.usage("--alerts and --classpath are for modules; a command has its own");
        }
        if (measure.isZero()) {
            throw common.usage("--measure must be longer than nothing");
        }
    }

    private boolean isCommand() {
        return verb.commandLine().getParseResult().originalArgs().contains("--");
    }

    private Path folder(String name) {
        return out == null ? RunFolders.fresh("compare-" + name) : out;
    }

    private Comparison module(String name, Path directory)
            throws IOException, EnvironmentException, InterruptedException, Failures.AnswerIsNo {
        Path data = alerts == null ? GeneratedAlerts.in(RunFolders.RUNS) : alerts;
        RunPlan plan = new RunPlan(
                new Workload(name, own.entries(), data, -1, Workload.DEFAULT_BATCH, 1),
                Schedule.rounds(passes(Runtime.version().feature()), rounds, warmup, measure),
                RunPlan.DEFAULT_INTERVAL,
                traced,
                false,
                List.of(),
                null,
                failing.limit(),
                EnergyOptions.DEFAULT,
                null,
                directory);
        try {
            failing.check(new Runner(Sampling.HERE, ProgressBar.on(common.err())).run(plan));
            return Comparison.of(directory, null, allocations(plan));
        } catch (UnknownModuleException e) {
            throw common.usage(e.getMessage());
        }
    }

    /** Counts once what the module allocates, apart from the rounds, in which counting costs what counting alone does. */
    private Path allocations(RunPlan plan)
            throws IOException, EnvironmentException, InterruptedException, UnknownModuleException {
        RunPlan counted = plan.with(new Schedule(List.of(Pass.COUNT), 1, warmup, measure))
                .withOut(plan.out().resolve("allocations"))
                .countingAllocations();
        new Runner(Sampling.HERE, ProgressBar.on(common.err())).run(counted);
        return counted.out();
    }

    private Comparison command(Path directory) throws IOException, EnvironmentException, InterruptedException {
        Path launcher = Path.of(words.get(0));
        boolean java = Java.isLauncher(launcher);
        List<Pass> passes = passes(java ? Java.feature(launcher) : 0);
        List<String> classes = traced.isEmpty() ? NOT_THE_JDK : traced;
        record(directory, passes, classes, words);
        Path startUps = null;
        if (java) {
            startUps = directory.resolve("start-up");
            record(startUps, passes, classes, List.of(words.get(0), "--version"));
        }
        return Comparison.of(directory, startUps, null);
    }

    private void record(Path directory, List<Pass> passes, List<String> classes, List<String> command)
            throws IOException, EnvironmentException, InterruptedException {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU,
                RunPlan.DEFAULT_INTERVAL,
                passes,
                classes,
                false,
                classes,
                rounds,
                true,
                ChildJvms.ALL,
                directory);
        // What a program prints dozens of times is of no interest to anybody.
        new CommandRecorder(Sampling.HERE, OutputStream.nullOutputStream()).record(plan, command);
    }

    /** The instruments that a JVM of some version has. */
    static List<Pass> passes(int feature) {
        List<Pass> passes = new ArrayList<>(List.of(Pass.BASELINE, Pass.SAMPLE, Pass.JFR));
        if (Java.hasCpuTimeSampler(feature)) {
            passes.add(Pass.JFR_CPU);
        }
        passes.add(Pass.COUNT);
        passes.add(Pass.TRACE);
        return passes;
    }
}
