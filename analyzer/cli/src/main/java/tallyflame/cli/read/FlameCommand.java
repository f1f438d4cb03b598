package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.counts.InlinedLines;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.flame.FlameFormat;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.source.Declarations;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.Hits;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.recordings.ReadOptions;

/** Draws flame graphs: as files, or on the terminal. */
@Command(
        name = "flame",
        mixinStandardHelpOptions = true,
        description = {"Draws a flame graph, or converts stacks.", "Without -o it is drawn on the terminal."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame flame run-1 -o run-1.html              page that zooms, searches and filters",
            "  tallyflame flame a.jfr                            the widest boxes, on the terminal",
            "  tallyflame flame a.jfr -o a.collapsed -o a.pb.gz --event alloc",
            "  tallyflame flame other.collapsed -o other.svg     stacks of any other profiler: .collapsed, .pb.gz,",
            "                                                    or the text of 'perf script' (.perf, .txt)"
        })
public final class FlameCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SampleOptions selection;

    @Mixin
    private JvmSelection jvms;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "Run directories or .jfr files, or files of other profilers; several are merged.")
    private List<Path> inputs;

    @Mixin
    private FlameOutput output;

    @Override
    public Integer call() throws Exception {
        Map<Path, FlameFormat> formats = output.formats(common);
        Evidence evidence = selection.narrow(common, jvms.open(inputs));
        List<Profile> profiles = evidence.samples(readOptions(formats, evidence));
        InlinedLines.of(CountSums.of(evidence.counts())).show(profiles);
        output.print(common, formats, profiles, title(), selection.threads(), title -> PageOptions.titled(title)
                .withHits(hits())
                .withPlaces(new Declarations(evidence::classPath)::of));
        return Failures.DONE;
    }

    /** Formats that hold several events get all there are, unless one is named. */
    private ReadOptions readOptions(Map<Path, FlameFormat> formats, Evidence evidence) throws IOException {
        boolean many = formats.values().stream().anyMatch(FlameFormat::manyEvents);
        boolean single = formats.values().stream().anyMatch(FlameFormat::singleSamples);
        return selection.readOptions(common, evidence, many).withSamples(single).withDetail(output.detail(formats));
    }

    /** Exact counts of run directories. */
    private Hits hits() throws IOException {
        HitCounts found = HitCounts.of(selection.narrow(common, jvms.open(inputs)), selection.part());
        Work work = found.work();
        return new Hits(found.byText(), work.scale(), String.join("; ", work.hits(), work.times()));
    }

    private String title() {
        return inputs.stream()
                .map(path -> String.valueOf(path.toAbsolutePath().normalize().getFileName()))
                .collect(Collectors.joining(" + "));
    }
}
