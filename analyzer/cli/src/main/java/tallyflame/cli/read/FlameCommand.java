package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.counts.InlinedLines;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.flame.FlameFormat;
import tallyflame.analysis.flame.FlameWriter;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.source.Declarations;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.SelectionOptions;
import tallyflame.cli.options.SpanOptions;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.flamegraphs.html.Hits;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.flamegraphs.text.TextGraph;
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
    private record Written(String path, String format, long bytes, List<Drawn> profiles) {}

    private record Drawn(String event, String unit, long samples, long weight) {
        static Drawn of(Profile profile) {
            return new Drawn(
                    profile.event(),
                    profile.unit(),
                    profile.tree().samples(),
                    profile.tree().weight());
        }
    }

    private record Box(int depth, String name, long total, long self, long samples, double share) {}

    @Mixin
    private CommonOptions common;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SpanOptions spans;

    @Mixin
    private JvmSelection jvms;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "Run directories or .jfr files, or files of other profilers; several are merged.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write, its format by its suffix: .html .svg .collapsed .pb.gz .speedscope.json"
                    + " .firefox.json; may be given several times.")
    private List<Path> outputs = List.of();

    @Option(names = "--title", paramLabel = "TEXT", description = "Heading (default: the names of the inputs).")
    private String title;

    @Option(names = "--reverse", description = "Start from where the weight is; callers follow.")
    private boolean reverse;

    @Option(names = "--lines", description = "Tell apart the lines of a function.")
    private boolean lines;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Lines to draw on the terminal (default: ${DEFAULT-VALUE}).")
    private int rows = 40;

    @Override
    public Integer call() throws Exception {
        Map<Path, FlameFormat> formats = formats();
        Evidence evidence = jvms.open(inputs);
        List<Profile> profiles = evidence.samples(spans.narrow(common, evidence, readOptions(formats)));
        InlinedLines.of(CountSums.of(evidence.counts())).show(profiles);
        if (formats.isEmpty()) {
            draw(profiles.get(0));
        } else {
            write(formats, profiles, evidence);
        }
        return Failures.DONE;
    }

    private Map<Path, FlameFormat> formats() {
        Map<Path, FlameFormat> formats = new LinkedHashMap<>();
        for (Path output : outputs) {
            formats.put(
                    output,
                    FlameFormat.of(output)
                            .orElseThrow(() -> common.usage(
                                    output + ": unknown format; the suffix must be one of " + FlameFormat.suffixes())));
        }
        if (rows < 1) {
            throw common.usage("--rows must be at least 1");
        }
        return formats;
    }

    /** Formats that hold several events get all there are, unless one is named. */
    private ReadOptions readOptions(Map<Path, FlameFormat> formats) {
        boolean many = formats.values().stream().anyMatch(FlameFormat::manyEvents);
        boolean single = formats.values().stream().anyMatch(FlameFormat::singleSamples);
        boolean boxes = formats.values().stream().allMatch(FlameFormat::boxes);
        return selection.readOptions(common, many).withSamples(single).withDetail(detail(formats.values(), boxes));
    }

    /** Boxes need lines where they are asked for; a page has them unasked, too, while it stays small. */
    private FrameDetail detail(Collection<FlameFormat> formats, boolean boxes) {
        if (lines || !boxes) {
            return FrameDetail.LINES;
        }
        return formats.contains(FlameFormat.HTML) ? FrameDetail.LINES_OF_FEW : FrameDetail.TYPES;
    }

    private void write(Map<Path, FlameFormat> formats, List<Profile> profiles, Evidence evidence) throws IOException {
        PageOptions page =
                PageOptions.titled(title()).withHits(hits()).withPlaces(new Declarations(evidence::classPath)::of);
        List<Written> written = new ArrayList<>();
        for (Map.Entry<Path, FlameFormat> format : formats.entrySet()) {
            List<Profile> held = format.getValue().manyEvents() ? profiles : profiles.subList(0, 1);
            boolean last = written.size() == formats.size() - 1;
            FlameWriter writer = new FlameWriter(page.withGraph(graph().withLastUse(last)));
            long bytes = writer.write(held, format.getValue(), format.getKey());
            written.add(new Written(
                    format.getKey().toString(),
                    format.getValue().suffix().substring(1),
                    bytes,
                    held.stream().map(Drawn::of).toList()));
        }
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("files", written);
            document.put("ledger", profiles.get(0).ledger());
            common.printJson(document);
            return;
        }
        for (Written file : written) {
            String events = file.profiles().stream()
                    .map(drawn -> drawn.event() + " " + Quantity.of(drawn.weight(), drawn.unit()))
                    .collect(Collectors.joining(", "));
            common.out().println(file.path() + ": " + events + " (" + Quantity.of(file.bytes(), "bytes") + ")");
        }
        common.out().flush();
    }

    private GraphOptions graph() {
        return new GraphOptions(lines, reverse).withThreads(selection.threads());
    }

    /** Exact counts of run directories. */
    private Hits hits() throws IOException {
        HitCounts found = HitCounts.of(jvms.open(inputs), selection.part() || spans.asked());
        Work work = found.work();
        return new Hits(found.byText(), work.scale(), String.join("; ", work.hits(), work.times()));
    }

    private String title() {
        if (title != null) {
            return title;
        }
        return inputs.stream()
                .map(path -> String.valueOf(path.toAbsolutePath().normalize().getFileName()))
                .collect(Collectors.joining(" + "));
    }

    private void draw(Profile profile) {
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), graph());
        List<TextGraph.Row> drawn = TextGraph.rows(tree, rows);
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", 1);
            document.put("files", List.of());
            document.put("event", profile.event());
            document.put("unit", profile.unit());
            document.put("total", tree.totalWeight(0));
            document.put("samples", tree.totalSamples(0));
            document.put("boxes", drawn.stream().map(row -> box(tree, row)).toList());
            document.put("ledger", profile.ledger());
            common.printJson(document);
        } else {
            common.out().print(FlameText.of(profile, tree, drawn));
            common.out().flush();
        }
    }

    private static Box box(GraphTree tree, TextGraph.Row row) {
        boolean sum = row.node() < 0;
        String name = sum ? row.count() + " narrower" : FlameText.name(tree, row.node());
        long self = sum ? 0 : tree.selfWeight(row.node());
        double share = tree.totalWeight(0) == 0 ? 0 : (double) row.total() / tree.totalWeight(0);
        return new Box(row.depth(), name, row.total(), self, row.samples(), share);
    }
}
