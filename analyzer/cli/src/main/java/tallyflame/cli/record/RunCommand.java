package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.cli.alerts.TopicAlerts;
import tallyflame.cli.calibration.FirstCalibration;
import tallyflame.cli.cluster.ModulesOnSpark;
import tallyflame.cli.cluster.SparkOptions;
import tallyflame.cli.energy.EnergyArguments;
import tallyflame.cli.options.Budgets;
import tallyflame.cli.options.Durations;
import tallyflame.cli.options.FailedAlertOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.JvmOptions;
import tallyflame.cli.options.ModuleOptions;
import tallyflame.cli.options.PackageOptions;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.SourceOptions;
import tallyflame.cli.options.TableOptions;
import tallyflame.cli.options.ThreadCounts;
import tallyflame.cli.options.UserClassPath;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.launch.Workload;
import tallyflame.runs.Pass;

/** {@code run}: science modules over alerts, under one instrument after the other. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs science modules over alerts: how many alerts a second, where the time goes, how often each line ran.",
            "Each pass has a fresh JVM: baseline (no instrument), sample (async-profiler), count (exact counters)."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame run hostless                                      over generated alerts",
            "  tallyflame run hostless --alerts night/ --out run-1 --results hostless.csv",
            "  tallyflame run hostless --alerts kafka://localhost:9092/ftransfer_rehearsal",
            "  tallyflame run hostless --verify-counts                      prove that its counts are the same each time",
            "  tallyflame run all --forks 5 --passes baseline",
            "  tallyflame run hostless --threads 1..4                       how it scales",
            "  tallyflame run hostless --spark 'local[2]' --loops 5           on Spark, and where its time goes",
            "  tallyflame run my-module --classpath target/my-module.jar --jvm-option -Xmx8g",
        })
public final class RunCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    private TableOptions common;

    @Mixin
    private PackageOptions packages;

    @Parameters(arity = "1..*", paramLabel = "MODULE", description = "Names of modules, or all.")
    private List<String> modules;

    @Option(
            names = "--alerts",
            paramLabel = "PATH",
            description =
                    "Parquet file, folder of such files, or kafka://SERVERS/TOPIC (default: 1000 generated alerts).")
    private Path alerts;

    @Option(names = "--limit", paramLabel = "N", description = "Largest number of alerts to use.")
    private long limit = -1;

    @Option(names = "--batch", paramLabel = "N", description = "Largest batch, in alerts (default: ${DEFAULT-VALUE}).")
    private int batch = Workload.DEFAULT_BATCH;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCounts.class,
            description = "Module threads (default: 1); a range such as 1..4 measures how the module scales.")
    private ThreadCounts.Range threads = new ThreadCounts.Range(1, 1);

    @Option(names = "--forks", paramLabel = "N", description = "JVMs of the baseline pass (default: ${DEFAULT-VALUE}).")
    private int forks = 1;

    @Option(
            names = "--passes",
            paramLabel = "PASS",
            split = ",",
            converter = Passes.class,
            description = "baseline, sample, jfr, jfr-cpu, count, no-escape, trace (default: baseline,sample,count).")
    private List<Pass> passes = List.of(Pass.BASELINE, Pass.SAMPLE, Pass.COUNT);

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Minimum time before the measured window (default: 2s).")
    private Duration warmup = Schedule.DEFAULT.warmup();

    @Option(
            names = "--measure",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Minimum length of the measured window (default: 4s).")
    private Duration measure = Schedule.DEFAULT.measure();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "CPU time between two samples (default: 1ms).")
    private Duration interval = RunPlan.DEFAULT_INTERVAL;

    @Option(
            names = "--count",
            paramLabel = "GLOB",
            split = ";",
            description = "Classes to count and trace, such as 'com.acme.**' (default: the module's own packages).")
    private List<String> count = List.of();

    @Mixin
    private RecordCommand.AllocationOptions allocations;

    @Mixin
    private EnergyArguments energy;

    @Option(
            names = "--verify-counts",
            description = "Count twice, in fresh JVMs, and prove that every count is the same; name what differs.")
    private boolean verifyCounts;

    @Option(
            names = "--budget",
            paramLabel = "NAME=ALERTS/SECONDS/CORES",
            converter = Budgets.class,
            description = "What a survey demands, such as ZTF=600/1/8; may be repeated (default: ZTF and LSST).")
    private List<SurveyDemand> budgets = SurveyDemand.SURVEYS;

    @Option(
            names = "--no-calibration",
            description = "Do not measure, before the first run of a module on a machine, how its forks differ.")
    private boolean noCalibration;

    @Option(
            names = "--pair",
            paramLabel = "NAME",
            description =
                    "Name of the pair that this run makes with one of another version, run in turns; diff compares by pairs.")
    private String pair;

    @Mixin
    private FailedAlertOptions failing;

    @Mixin
    private SourceOptions source;

    @Option(names = "--results", paramLabel = "FILE", description = "Write the module's outputs as CSV.")
    private Path results;

    @Mixin
    private ModuleOptions own;

    @Mixin
    private JvmOptions jvm;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory (default: tallyflame-runs/MODULE-TIME); of several modules, its parent.")
    private Path out;

    @Mixin
    private SparkOptions spark;

    @Override
    public Integer call() throws Exception {
        check();
        List<String> names = names();
        Path data = alerts == null
                ? GeneratedAlerts.in(RunFolders.RUNS)
                : TopicAlerts.local(alerts, RunFolders.RUNS, common);
        if (spark.given()) {
            Path folder = out == null ? RunFolders.fresh(label(names) + "-spark") : out;
            new ModulesOnSpark(common, spark, budgets)
                    .run(new ModulesOnSpark.Job(names, data, batch, own.entries(), folder, results));
            return Failures.DONE;
        }
        List<RunPlan> plans = plans(names, data);
        if (plans.size() == 1 && !noCalibration) {
            new FirstCalibration(common, NoiseFile.usual()).before(plans.get(0));
        }
        int code = new RunSession(common, Sampling.HERE, budgets, packages.globs(), source.places()).run(plans);
        energy.append(plans, common);
        return code;
    }

    private static String label(List<String> names) {
        return names.size() > 1 ? ALL : names.get(0);
    }

    private void check() {
        spark.check();
        requirePositive("--forks", forks);
        requirePositive("--batch", batch);
        if (measure.isZero() || interval.isZero()) {
            throw common.usage("--measure and --interval must be longer than nothing");
        }
        energy.check(common);
        if (allocations.counted() && !passes.contains(Pass.COUNT)) {
            throw common.usage("--count-alloc needs the pass count among --passes");
        }
        if (passes.contains(Pass.NO_ESCAPE) && !passes.contains(Pass.BASELINE)) {
            throw common.usage("the pass no-escape is compared with the pass baseline; name that, too");
        }
        if (passes.contains(Pass.SAMPLE_NO_ESCAPE)) {
            throw common.usage("the pass sample-no-escape is of record --event alloc");
        }
        if (verifyCounts && !passes.contains(Pass.COUNT)) {
            throw common.usage("--verify-counts needs the pass count among --passes");
        }
        if (limit == 0) {
            throw common.usage("--limit must be at least 1");
        }
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw common.usage(option + " must be at least 1, not " + value);
        }
    }

    /** The modules asked for; an unknown one is reported before anything runs. */
    private List<String> names() throws IOException {
        try (UserClassPath user = own.open()) {
            ModuleRegistry registry = ModuleRegistry.load(user.loader());
            List<String> names = modules.contains(ALL)
                    ? registry.all().stream().map(ScienceModule::name).toList()
                    : modules.stream().distinct().toList();
            for (String name : names) {
                registry.create(name);
            }
            if (results != null && names.size() > 1) {
                throw common.usage("--results needs a single module, there are " + names.size());
            }
            return names;
        } catch (UnknownModuleException e) {
            throw common.usage(e.getMessage());
        }
    }

    private List<RunPlan> plans(List<String> names, Path data) {
        boolean scaling = threads.from() < threads.to();
        if (scaling && names.size() > 1) {
            throw common.usage("a range of --threads needs a single module, there are " + names.size());
        }
        boolean several = scaling || names.size() > 1;
        Path parent = out == null ? RunFolders.fresh(label(names)) : out;
        List<RunPlan> plans = new ArrayList<>();
        for (String name : names) {
            for (int number : threads.all()) {
                String folder = scaling ? "threads-" + number : name;
                plans.add(plan(name, number, scaling, data, several ? parent.resolve(folder) : parent));
            }
        }
        return plans;
    }

    private RunPlan plan(String name, int threadCount, boolean scaling, Path data, Path directory) {
        List<Pass> done = scaling ? List.of(Pass.BASELINE) : passes;
        return new RunPlan(
                new Workload(name, own.entries(), data, limit, batch, threadCount),
                new Schedule(done, forks, verifyCounts ? 2 : 1, warmup, measure),
                interval,
                count,
                allocations.counted(),
                jvm.all(),
                results,
                failing.limit(),
                energy.options(),
                pair,
                directory);
    }
}
