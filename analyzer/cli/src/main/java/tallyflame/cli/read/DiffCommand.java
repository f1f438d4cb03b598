package tallyflame.cli.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.benchmarks.Benchmark;
import tallyflame.analysis.benchmarks.BenchmarkDiff;
import tallyflame.analysis.diff.Calibration;
import tallyflame.analysis.diff.CalibrationDocument;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.Differ;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.diff.render.DiffAnswer;
import tallyflame.analysis.diff.render.DiffDocument;
import tallyflame.analysis.diff.render.DiffMarkdown;
import tallyflame.analysis.diff.render.DiffPage;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.table.Answer;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.DiffOptions;
import tallyflame.flamegraphs.page.PageDocument;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.AtomicFiles;

/** {@code diff}: compares two versions. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Did it get slower, where, and how sure is that? Compares two versions: throughput, functions and lines.",
            "Exact counts say what runs more often; times are compared by forks, so give several runs of each."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame diff run-1 run-2",
            "  tallyflame diff --base base-* --new new-* -o diff.html -o summary.md",
            "  tallyflame diff before.jfr after.jfr --event alloc",
            "  tallyflame diff jmh-1 jmh-2               benchmarks: more work, or slower work?",
            "  tallyflame diff --calibrate same-1 same-2 same-3 same-4 same-5    measures the noise of this machine"
        })
public final class DiffCommand implements Callable<Integer> {
    private static final int ROWS = 20;

    @Mixin
    private RowOptions common;

    @Mixin
    private SelectionOptions selection;

    @Parameters(
            arity = "0..2",
            paramLabel = "BASE NEW",
            description = "Run directories or recordings (also stacks of other profilers, or count files).")
    private List<Path> pair = List.of();

    @Option(
            names = "--base",
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "Several runs of the first version instead; those made with run --pair are compared pair by pair.")
    private List<Path> base = List.of();

    @Option(names = "--new", arity = "1..*", paramLabel = "RUN", description = "Several runs of the second version.")
    private List<Path> now = List.of();

    @Option(
            names = "--base-source",
            paramLabel = "DIR|JAR",
            description = "Where source of the first version is; may be repeated.")
    private List<Path> baseSources = List.of();

    @Option(
            names = "--new-source",
            paramLabel = "DIR|JAR",
            description = "Where source of the second version is; may be repeated.")
    private List<Path> newSources = List.of();

    @Option(
            names = "--calibrate",
            arity = "1..*",
            paramLabel = "RUN",
            description = "Measure the noise of this machine on three or more runs of the same thing, and remember it.")
    private List<Path> same = List.of();

    @Option(
            names = "--noise",
            paramLabel = "FILE",
            description = "Where the noise is remembered (default: tallyflame/noise.json in $XDG_STATE_HOME).")
    private Path noiseFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Also write a page with the verdict, what changed, and both as one flame graph (.html), or a summary (.md); may be repeated.")
    private List<Path> outputs = List.of();

    @Override
    public Integer call() throws Exception {
        check();
        if (pair.size() == 2 && Benchmark.isFolder(pair.get(0)) && Benchmark.isFolder(pair.get(1))) {
            common.print(BenchmarkDiff.of(pair.get(0), pair.get(1)));
            return Failures.DONE;
        }
        // Names of lambdas and hidden classes differ in every JVM.
        ReadOptions options = selection.readOptions(common).withNormalizedHidden(true);
        NoiseFile noise = noiseFile == null ? NoiseFile.usual() : new NoiseFile(noiseFile);
        if (!same.isEmpty()) {
            calibrate(VersionReader.read(same, options, List.of()), noise);
            return Failures.DONE;
        }
        Version before = VersionReader.read(base.isEmpty() ? pair.subList(0, 1) : base, options, baseSources);
        Version after = VersionReader.read(now.isEmpty() ? pair.subList(1, 2) : now, options, newSources);
        Diff diff = Differ.of(before, after, noise.of(before));
        for (Path output : outputs) {
            write(diff, output, options);
        }
        Answer answer = DiffAnswer.of(diff, common.top(ROWS), DiffDocument.of(diff, outputs));
        common.print(
                answer.lines(outputs.stream().map(output -> "wrote " + output).toList()));
        return Failures.DONE;
    }

    private void check() {
        if (!same.isEmpty() && !(base.isEmpty() && now.isEmpty() && pair.isEmpty())) {
            throw common.usage("--calibrate takes runs of one thing; nothing is compared then");
        }
        if (!same.isEmpty()) {
            return;
        }
        boolean sets = !base.isEmpty() || !now.isEmpty();
        if (sets ? base.isEmpty() || now.isEmpty() || !pair.isEmpty() : pair.size() != 2) {
            throw common.usage("name two runs or recordings, or several of each after --base and --new");
        }
        common.top(ROWS);
        for (Path output : outputs) {
            if (!isPage(output) && !output.toString().endsWith(".md")) {
                throw common.usage(output + ": unknown format; the suffix must be .html or .md");
            }
        }
    }

    private void calibrate(Version version, NoiseFile file) throws IOException {
        if (version.runs().size() != version.inputs().size() || !Calibration.possible(version)) {
            throw common.usage(
                    "--calibrate needs three or more run directories of the same thing, or one of three forks");
        }
        Noise noise = Calibration.of(version);
        file.put(version, noise);
        common.print(CalibrationDocument.answer(noise, file.path()));
    }

    private static boolean isPage(Path output) {
        return output.toString().endsWith(".html");
    }

    private void write(Diff diff, Path output, ReadOptions options) throws IOException {
        if (!isPage(output)) {
            AtomicFiles.write(output, temporary -> Files.writeString(temporary, DiffMarkdown.of(diff)));
            return;
        }
        if (!diff.sampled()) {
            throw common.usage(output + ": a flame graph needs samples of both sides");
        }
        Profile before = profile(diff.before(), options);
        Profile after = profile(diff.after(), options);
        String beforeName = name(diff.before());
        String afterName = name(diff.after());
        DiffOptions versions = diff.perAlert()
                ? DiffOptions.perWork(
                        beforeName,
                        afterName,
                        (double) diff.before().sampledAlerts(),
                        (double) diff.after().sampledAlerts(),
                        "alert")
                : DiffOptions.shares(beforeName, afterName);
        PageDocument page = DiffPage.of(diff, before, after, versions);
        AtomicFiles.write(output, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                page.write(out);
            }
        });
    }

    /** The samples that were compared, folded together. */
    private static Profile profile(Version version, ReadOptions options) throws IOException {
        return Evidence.open(version.inputs()).anySamples(options).get(0);
    }

    private static String name(Version version) {
        List<String> names = new ArrayList<>();
        version.inputs()
                .forEach(input -> names.add(
                        String.valueOf(input.toAbsolutePath().normalize().getFileName())));
        return names.size() > 2 ? names.get(0) + " and " + (names.size() - 1) + " more" : String.join(" + ", names);
    }
}
