package tallyflame.cli.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.explain.Explained;
import tallyflame.analysis.explain.Explainer;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.DiffOptions;
import tallyflame.flamegraphs.html.HtmlPage;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.AtomicFiles;

/** Says why the slow spans of a name are slow. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Why are the slow ones slow? Compares the slowest spans of a name with the others: more work,"
                + " slower work, waits, pauses.",
        sortOptions = false,
        footer = {
            "",
            "With exact counts of each span, lines and the branch are named that the slow ones run more often.",
            "",
            "Examples:",
            "  tallyflame explain run-1 --span alert                     the slowest 1 %% of the alerts",
            "  tallyflame explain a.jfr --span checkout --slowest 2%%     the slowest 2 %% of a program's own spans",
            "  tallyflame explain a.jfr --span checkout --slower-than 100ms",
            "  tallyflame explain run-1 --span alert -o slow.html        and a flame graph of what is different",
            "  tallyflame spans run-1                                    which spans there are"
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final int ROWS = 10;
    private static final double SLOWEST = 0.01;

    @Mixin
    private RowOptions common;

    @Mixin
    private TailOptions tail;

    @Mixin
    private JvmSelection jvms;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Also write a differential flame graph (.html): a slow span beside another one.")
    private Path output;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "Run directories or .jfr files; several are merged.")
    private List<Path> inputs;

    @Override
    public Integer call() throws Exception {
        double share = share();
        SpanFilter named = tail.filter(common, -1, 0, 1);
        Evidence evidence = jvms.open(inputs);
        Explained explained = Explainer.read(evidence, SpanSet.read(evidence, named))
                .explain(share, tail.slowerThan(), common.top(ROWS));
        if (output != null) {
            write(evidence, explained);
        }
        common.print(output == null ? explained.answer() : explained.answer().lines("wrote " + output));
        return Failures.DONE;
    }

    /** Samples of a slow span beside those of another one; what differs no more than spans and their samples do is grey. */
    private void write(Evidence evidence, Explained explained) throws IOException {
        // Names of lambdas and hidden classes would be no obstacle in one JVM, but there may be several.
        ReadOptions options = ReadOptions.defaults().withPrimaryEvent().withNormalizedHidden(true);
        Profile others = samples(evidence, explained.others().narrow(options));
        Profile slow = samples(evidence, explained.slow().narrow(options));
        DiffOptions sides = DiffOptions.perWork(
                        "other spans",
                        "slow spans",
                        (double) explained.others().count(),
                        (double) explained.slow().count(),
                        "span")
                .bunched(explained.othersBunch(), explained.slowBunch());
        AtomicFiles.write(output, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                new HtmlPage(PageOptions.titled("Slow " + tail.name())).writeDiff(others, slow, sides, out);
            }
        });
    }

    /** Count files may stand beside recordings, so not every input has samples. */
    private static Profile samples(Evidence evidence, ReadOptions options) throws IOException {
        return evidence.anySamples(options).stream().findFirst().orElseThrow(evidence::nothing);
    }

    /** The share of the spans that is slow, once all options are checked. */
    private double share() {
        Double slowest = tail.slowest(common);
        if (tail.name().isEmpty()) {
            throw common.usage("--span names the spans to explain, such as alert; `spans` lists those that there are");
        }
        if (slowest != null && tail.slowerThan() >= 0) {
            throw common.usage("--slowest and --slower-than are two choices of the same; ask for one");
        }
        if (output != null && !output.toString().endsWith(".html")) {
            throw common.usage(output + ": unknown format; the suffix must be .html");
        }
        return slowest == null ? SLOWEST : slowest;
    }
}
