package tallyflame.cli.record;

import java.io.IOException;
import java.io.InputStream;
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
import tallyflame.analysis.benchmarks.BenchmarkAnswer;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.TableOptions;
import tallyflame.runner.record.JmhCommandLine;
import tallyflame.runs.Pass;

/** {@code jmh}: JMH's benchmarks, once without a profiler and once for each pass. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs JMH's benchmarks once without a profiler, for the scores, and once for each pass, for flame graphs and",
            "exact counts of the measured iterations. diff compares two of its folders: more work, or slower work?"
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame jmh --count 'com.acme.**' -- java -jar benchmarks.jar Sort",
            "  tallyflame jmh --passes sample --out jmh-1 -- java -jar benchmarks.jar",
            "  tallyflame diff jmh-1 jmh-2"
        })
public final class JmhCommand implements Callable<Integer> {
    private static final String PROFILER = "tallyflame.jmh.TallyflameProfiler";

    @Mixin
    private TableOptions common;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command that runs JMH, after --.")
    private List<String> command = List.of();

    @Option(
            names = "--passes",
            paramLabel = "PASS",
            split = ",",
            converter = Passes.class,
            description = "sample, count (default: sample, and count with --count).")
    private List<Pass> passes;

    @Option(
            names = "--count",
            paramLabel = "GLOB",
            split = ";",
            description = "Count lines and branches of these classes, such as 'com.acme.**'.")
    private List<String> count = List.of();

    @Option(
            names = "--line",
            paramLabel = "FILE:LINE",
            split = ",",
            description = "Show the hits of these lines, as Sorter.java:42 (default: those of the five most frequent).")
    private List<String> lines = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: jmh-tallyflame).")
    private Path out = Path.of("jmh-tallyflame");

    @Override
    public Integer call() throws Exception {
        List<Pass> asked =
                passes != null ? passes : count.isEmpty() ? List.of(Pass.SAMPLE) : List.of(Pass.SAMPLE, Pass.COUNT);
        JmhCommandLine jmh = check(asked);
        Path folder = Files.createDirectories(out.toAbsolutePath().normalize());
        int status = run(jmh.plain(folder.resolve(Benchmark.SCORES)));
        if (!Benchmark.isFolder(folder)) {
            throw common.usage("JMH ended with exit code " + status + " and wrote no results");
        }
        List<String> missing = new ArrayList<>();
        for (Pass pass : asked) {
            String file = pass == Pass.COUNT ? Benchmark.COUNTS : pass.label() + ".json";
            int ended = run(
                    jmh.profiled(profiler(pass, folder), System.getProperty("java.class.path"), folder.resolve(file)));
            if (ended != 0) {
                missing.add("the pass " + pass.label() + " ended with exit code " + ended
                        + "; profiles that it should have made are missing");
            }
            for (String benchmark : Benchmark.withoutRun(folder, pass)) {
                missing.add(benchmark + ": the pass " + pass.label()
                        + " left no whole profile; JMH's output above says why");
            }
        }
        common.print(BenchmarkAnswer.of(Benchmark.read(folder), missing));
        return status == 0 ? Failures.DONE : status;
    }

    private JmhCommandLine check(List<Pass> asked) throws IOException {
        for (Pass pass : asked) {
            if (pass != Pass.SAMPLE && pass != Pass.COUNT) {
                throw common.usage("--passes " + pass.label() + ": benchmarks have the passes sample and count");
            }
        }
        if (asked.contains(Pass.COUNT) && count.isEmpty()) {
            throw common.usage("the pass count needs the classes: --count 'com.acme.**'");
        }
        if (Benchmark.isFolder(out)) {
            throw common.usage(out + ": already holds benchmarks; remove it or choose another with --out");
        }
        try {
            return JmhCommandLine.parse(command);
        } catch (IllegalArgumentException e) {
            throw common.usage(e.getMessage());
        }
    }

    private String profiler(Pass pass, Path folder) {
        String options = PROFILER + ":pass=" + pass.label() + ";out=" + folder.resolve(pass.label());
        if (pass == Pass.COUNT) options += ";count=" + String.join(",", count);
        return lines.isEmpty() ? options : options + ";lines=" + String.join(",", lines);
    }

    /** What JMH prints is progress here; the answer comes at the end. */
    private static int run(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream output = process.getInputStream()) {
            output.transferTo(System.err);
        }
        return process.waitFor();
    }
}
