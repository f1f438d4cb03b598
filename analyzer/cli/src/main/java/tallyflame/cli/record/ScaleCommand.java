package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.growth.Growth;
import tallyflame.analysis.growth.GrowthAnswer;
import tallyflame.cli.options.FailedAlertOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.JvmOptions;
import tallyflame.cli.options.ModuleOptions;
import tallyflame.cli.options.ProgressBar;
import tallyflame.cli.options.RowOptions;
import tallyflame.modules.UnknownModuleException;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.recordings.ReadOptions;
import tallyflame.runner.energy.EnergyOptions;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Runner;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.launch.Workload;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;

/** {@code scale}: exact counts against the size of the input. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How does the work of a module grow with its input? Counts at three or more sizes and fits a law to every",
            "function and line: constant, log n, n, n log n, n^k. What grows faster than the input is named first."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame scale hostless --sizes 100,200,400",
            "  tallyflame scale my-module --classpath my.jar --alerts night/ --sizes 500,1000,2000",
            "  tallyflame scale fast-transient --param batch=32,64,128       a setting of the module instead of the alerts"
        })
public final class ScaleCommand implements Callable<Integer> {
    private static final int FEWEST = 3;
    private static final int ROWS = 20;
    private static final long SEED = 1;

    @Mixin
    private RowOptions common;

    @Parameters(paramLabel = "MODULE", description = "Name of a module.")
    private String module;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "Numbers of alerts, three or more (default: 100,200,400).")
    private List<Long> sizes = List.of();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUES",
            description = "Vary the setting tallyflame.MODULE.NAME over such values instead, such as radius=1,2,4.")
    private String parameter;

    @Option(
            names = "--alerts",
            paramLabel = "PATH",
            description = "Parquet file, or folder of such files (default: as many as needed are generated).")
    private Path alerts;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Largest batch, in alerts (default: all of them in one, as far as the file allows).")
    private Integer batch;

    @Option(
            names = "--count",
            paramLabel = "GLOB",
            split = ";",
            description = "Classes to count (default: the module's own packages).")
    private List<String> count = List.of();

    @Mixin
    private ModuleOptions own;

    @Mixin
    private FailedAlertOptions failing;

    @Mixin
    private JvmOptions jvm;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run directories (default: tallyflame-runs/scale-MODULE-TIME).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        String name = parameter == null ? "alerts" : name();
        double[] values = values();
        int most = common.top(ROWS);
        Path parent = out == null ? RunFolders.fresh("scale-" + module) : out;
        Files.createDirectories(parent);
        List<Version> runs = new ArrayList<>();
        for (double value : values) {
            runs.add(count(parent, value, values[values.length - 1]));
        }
        Growth growth = Growth.of(module, name, values, runs);
        common.print(GrowthAnswer.of(growth, most).lines("runs: " + parent));
        return Failures.DONE;
    }

    private String name() {
        int equals = parameter.indexOf('=');
        if (equals < 1 || !sizes.isEmpty()) {
            throw common.usage("--param is NAME=VALUE,VALUE,VALUE, and instead of --sizes");
        }
        return parameter.substring(0, equals);
    }

    private double[] values() {
        double[] values;
        try {
            values = parameter != null
                    ? Arrays.stream(parameter
                                    .substring(parameter.indexOf('=') + 1)
                                    .split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray()
                    : sizes.isEmpty()
                            ? new double[] {100, 200, 400}
                            : sizes.stream().mapToDouble(Long::doubleValue).toArray();
        } catch (NumberFormatException e) {
            throw common.usage("--param takes numbers: " + parameter);
        }
        Arrays.sort(values);
        boolean distinct = Arrays.stream(values).distinct().count() == values.length;
        if (values.length < FEWEST || !distinct || !(values[0] > 0)) {
            throw common.usage("three sizes or more are needed, all different and above 0");
        }
        return values;
    }

    private Version count(Path parent, double value, double largest) throws Exception {
        long limit = parameter == null ? (long) value : -1;
        Path data =
                alerts == null ? generated(parent, parameter == null ? (long) largest : GeneratedAlerts.COUNT) : alerts;
        List<String> options = new ArrayList<>(jvm.all());
        if (parameter != null) {
            options.add("-Dtallyflame." + module + "." + name() + "=" + shortest(value));
        }
        Path directory = parent.resolve((parameter == null ? "alerts" : name()) + "-" + shortest(value));
        int batches =
                batch != null ? batch : parameter == null ? (int) Math.min(largest, 1 << 20) : Workload.DEFAULT_BATCH;
        Schedule once = new Schedule(List.of(Pass.COUNT), 1, Schedule.DEFAULT.warmup(), Schedule.DEFAULT.measure());
        RunPlan plan = new RunPlan(
                new Workload(module, own.entries(), data, limit, batches, 1),
                once,
                RunPlan.DEFAULT_INTERVAL,
                count,
                false,
                options,
                null,
                failing.limit(),
                EnergyOptions.DEFAULT,
                null,
                directory);
        RunDocument run = run(plan);
        if (!run.status().equals(RunDocument.COMPLETE)) {
            throw new EnvironmentException("a forked JVM did not finish; the reason is in " + directory);
        }
        failing.check(run);
        if (parameter == null && run.data().alerts() < limit) {
            throw common.usage(data + " has only " + run.data().alerts() + " alerts, size " + limit + " needs more");
        }
        return VersionReader.read(List.of(directory), ReadOptions.defaults(), List.of());
    }

    private RunDocument run(RunPlan plan) throws Exception {
        try {
            return new Runner(Sampling.HERE, ProgressBar.on(common.err())).run(plan);
        } catch (UnknownModuleException e) {
            throw common.usage(e.getMessage());
        }
    }

    private static Path generated(Path parent, long number) throws IOException {
        Path folder = parent.resolve("generated");
        if (!Files.isDirectory(folder)) {
            AlertGenerator.write(folder, (int) number, SEED);
        }
        return folder;
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
