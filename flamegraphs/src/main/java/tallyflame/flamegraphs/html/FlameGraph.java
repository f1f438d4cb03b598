package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.DiffTree;
import tallyflame.flamegraphs.graph.Labels;
import tallyflame.flamegraphs.page.Deflated;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;

/**
 * The viewer with its profiles, to be put into a page: filling the window, or as a part of a longer page. The profiles' names
 * are never part of the markup: they are in the compressed data and reach the document as text only. There is one in a page.
 *
 * <p>Elements of the page with {@code data-frame="pkg.Class.method"} or {@code …:line} are the source of that function or
 * line: the viewer has a button that leads from a box to them. A {@code button.to-graph} whose {@code data-graph} is such a
 * name leads to the graph; it is written disabled, and the viewer enables it where the graph has the name, also when a page
 * says by {@code report-functions} that it has new ones. Which event is shown, the document hears by {@code flame-event}.
 */
public final class FlameGraph {
    /**
     * Trees and samples of a page of 3 MB, in bytes before they are written as text, with room for names, viewer and the last
     * heat map.
     */
    private static final int PAGE_BUDGET = 1_908_500;

    /** What a page may have for single samples in any case, unless its options say less. */
    private static final int LEAST_SAMPLES = 100_000;

    private final PageOptions options;
    private final Labels labels;
    private final List<View> views = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private FlameGraph(PageOptions options, Labels labels) {
        this.options = options;
        this.labels = labels;
    }

    /**
     * Several profiles to switch between; the first is shown first.
     *
     * @throws IllegalArgumentException if there is no profile
     */
    public static FlameGraph of(PageOptions options, List<Profile> profiles) {
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("a page needs at least one profile");
        }
        FoldedProfiles folded = FoldedProfiles.of(profiles, options.graph());
        FlameGraph graph = new FlameGraph(options, folded.labels());
        folded.trees().forEach(graph::add);
        if (folded.withoutLines()) {
            graph.notes.add(
                    "line numbers are left out to keep this page small; ask for lines to get them all the same.");
        }
        graph.parts.put("names", graph.names());
        return graph;
    }

    /** Two profiles as one graph, coloured by what changed. */
    public static FlameGraph ofDiff(PageOptions options, Profile before, Profile after, DiffOptions diff) {
        FlameGraph graph = new FlameGraph(options, new Labels());
        DiffTree tree = DiffTree.of(before.tree(), after.tree(), graph.labels, options.graph());
        TreeEncoder encoder = new TreeEncoder(tree.tree(), false);
        graph.parts.put("tree-0", Deflated.of(encoder.encode().toBytes()));
        DiffPart part = new DiffPart(before, after, tree, diff);
        graph.parts.put("diff-0", part.data(encoder.order()));
        graph.views.add(new View(after, tree.tree(), encoder, null, part));
        graph.notes.add(diff.beforeName() + " – " + LedgerSentence.of(before));
        graph.parts.put("names", graph.names());
        return graph;
    }

    /**
     * A script for a page, made of modules of its own.
     *
     * @param sources text of each, those that others import first; they may import each other and {@code format.js}, which writes numbers
     *     as the viewer does
     */
    public static String script(List<String> sources) {
        return PageAssets.script(sources);
    }

    /** Makes the viewer all of a page. */
    void fill(PageDocument page) {
        addTo(page, "window", "main");
    }

    /** Appends the viewer to a page that has other parts, too. */
    public void embed(PageDocument page) {
        addTo(page, "embedded", "section");
    }

    /** @param element a page has one {@code main}, which is the viewer or around it */
    private void addTo(PageDocument page, String kind, String element) {
        page.style(PageAssets.style());
        page.body(PageAssets.template()
                .replace("{{kind}}", kind)
                .replace("{{element}}", element)
                // The title comes last, so that its text is never taken for a placeholder.
                .replace("{{title}}", Html.escape(options.title())));
        parts.forEach(page::part);
        page.script(PageAssets.script());
    }

    private void add(FoldedProfiles.Tree folded) {
        parts.put("tree-" + views.size(), folded.data());
        SamplesPart samples = folded.samples() == null
                ? null
                : SamplesPart.within(
                        samplesBudget(),
                        folded.tree(),
                        folded.samples(),
                        folded.encoder(),
                        options.graph().threads());
        if (samples != null) {
            samples.note(folded.profile().event()).ifPresent(notes::add);
            if (samples.data() == null) {
                samples = null;
            } else {
                parts.put("samples-" + views.size(), samples.data());
                parts.put("heat-" + views.size(), samples.heat().data());
            }
        }
        views.add(new View(folded.profile(), folded.tree(), folded.encoder(), samples, null));
    }

    /** What is left for single samples when the trees so far are in the page. */
    private int samplesBudget() {
        int used = parts.values().stream().mapToInt(part -> part.length).sum();
        return Math.min(options.samplesBudget(), Math.max(LEAST_SAMPLES, PAGE_BUDGET - used));
    }

    private byte[] names() {
        PackedColumn column = new PackedColumn();
        column.text(info());
        column.append(new NamesEncoder().encode(labels));
        if (!options.hits().counts().isEmpty()) {
            hits(column);
        }
        return Deflated.of(column.toBytes());
    }

    private String info() {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            out.writeStartObject();
            out.writeStringField("title", options.title());
            out.writeBooleanField("lines", FoldedProfiles.hasLines(labels));
            out.writeBooleanField("reverse", options.graph().reverse());
            if (!options.hits().counts().isEmpty()) {
                out.writeNumberField("hitScale", options.hits().scale());
                notes.add("hits: " + options.hits().note() + ".");
            }
            places(out);
            marks(out);
            out.writeArrayFieldStart("views");
            for (View view : views) {
                view.write(out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("notes");
            for (View view : views) {
                out.writeString(LedgerSentence.of(view.profile()));
            }
            for (String note : notes) {
                out.writeString(note);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never of a StringWriter
        }
        return json.toString();
    }

    /** Where functions are declared, by their numbers. */
    private void places(JsonGenerator out) throws IOException {
        Map<String, Integer> functions = new LinkedHashMap<>();
        for (int function = 0; function < labels.functions(); function++) {
            functions.put(functionName(function), function);
        }
        out.writeObjectFieldStart("places");
        for (Map.Entry<String, String> place :
                options.places().of(functions.keySet()).entrySet()) {
            out.writeStringField(String.valueOf(functions.get(place.getKey())), place.getValue());
        }
        out.writeEndObject();
    }

    /** Begin and end of each mark, one after the other, in milliseconds since 1970, by what they are. */
    private void marks(JsonGenerator out) throws IOException {
        Map<String, List<PageOptions.Mark>> kinds = new LinkedHashMap<>();
        options.marks().forEach(mark -> kinds.computeIfAbsent(mark.what(), what -> new ArrayList<>())
                .add(mark));
        out.writeObjectFieldStart("marks");
        for (Map.Entry<String, List<PageOptions.Mark>> kind : kinds.entrySet()) {
            out.writeArrayFieldStart(kind.getKey());
            for (PageOptions.Mark mark : kind.getValue()) {
                out.writeNumber(mark.fromMillis());
                out.writeNumber(mark.toMillis());
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private String functionName(int function) {
        String owner = labels.className(function);
        return owner.isEmpty() ? labels.name(function) : owner + "." + labels.name(function);
    }

    /** One more than the hits of each label, 0 where it was not counted; then the entries of each function. */
    private void hits(PackedColumn column) {
        Map<String, Long> counts = options.hits().counts();
        for (int label = 0; label < labels.size(); label++) {
            column.unsigned(1 + counts.getOrDefault(labels.text(label), -1L));
        }
        for (int function = 0; function < labels.functions(); function++) {
            column.unsigned(1 + counts.getOrDefault(functionName(function), -1L));
        }
    }
}
