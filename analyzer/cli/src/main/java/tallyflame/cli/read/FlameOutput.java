package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tallyflame.analysis.flame.FlameFormat;
import tallyflame.analysis.flame.FlameWriter;
import tallyflame.cli.options.CommonOptions;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.flamegraphs.text.TextGraph;

/** Where flame graphs go, and how they are drawn: into files, or on the terminal. */
public final class FlameOutput {
    /** What a page shows besides stacks, once it is known what it is called; made only where something is written. */
    @FunctionalInterface
    public interface Page {
        /** The options of a page of that title, without those of the graph. */
        PageOptions of(String title) throws IOException;
    }

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

    /**
     * The files to write, with their formats; none for the terminal.
     *
     * @throws picocli.CommandLine.ParameterException if a suffix is unknown
     */
    public Map<Path, FlameFormat> formats(CommonOptions common) {
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

    /** Boxes need lines where they are asked for; a page has them unasked, too, while it stays small. */
    FrameDetail detail(Map<Path, FlameFormat> formats) {
        boolean boxes = formats.values().stream().allMatch(FlameFormat::boxes);
        if (lines || !boxes) {
            return FrameDetail.LINES;
        }
        return formats.containsValue(FlameFormat.HTML) ? FrameDetail.LINES_OF_FEW : FrameDetail.TYPES;
    }

    /**
     * Writes the files, or draws the first profile where there are none.
     *
     * @param formats as {@link #formats} has them
     * @param usual title where the user gives none
     * @param threads how many threads may fold
     */
    public void print(
            CommonOptions common,
            Map<Path, FlameFormat> formats,
            List<Profile> profiles,
            String usual,
            int threads,
            Page page)
            throws IOException {
        GraphOptions graph = new GraphOptions(lines, reverse).withThreads(threads);
        if (formats.isEmpty()) {
            draw(common, profiles.get(0), graph);
        } else {
            write(common, formats, profiles, page.of(title == null ? usual : title), graph);
        }
    }

    private static void write(
            CommonOptions common,
            Map<Path, FlameFormat> formats,
            List<Profile> profiles,
            PageOptions page,
            GraphOptions graph)
            throws IOException {
        List<Written> written = new ArrayList<>();
        for (Map.Entry<Path, FlameFormat> format : formats.entrySet()) {
            List<Profile> held = format.getValue().manyEvents() ? profiles : profiles.subList(0, 1);
            boolean last = written.size() == formats.size() - 1;
            FlameWriter writer = new FlameWriter(page.withGraph(graph.withLastUse(last)));
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

    private void draw(CommonOptions common, Profile profile, GraphOptions graph) {
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), graph);
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
