package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.DiffTree;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

/**
 * Writes profiles as one HTML file with everything in it. The profile's names are never part of the markup: they are in the
 * compressed data and reach the document as text only. The page's Content-Security-Policy allows its own script and style,
 * by their hashes, and no request at all.
 */
public final class HtmlPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(policy|style|script|title|parts)}}");

    /** Trees and samples of a page of 3 MB, in bytes before they are written as text, with room for names and viewer. */
    private static final int PAGE_BUDGET = 1_957_500;

    /** What a page may have for single samples in any case, unless its options say less. */
    private static final int LEAST_SAMPLES = 100_000;

    private final PageOptions options;
    private final Labels labels = new Labels();
    private final List<View> views = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    /** @param options what the page shows */
    public HtmlPage(PageOptions options) {
        this.options = options;
    }

    /**
     * Writes a page in which one can switch between the profiles; the first is shown first. The stream is flushed and stays
     * open.
     *
     * @throws IllegalArgumentException if there is no profile
     */
    public void write(List<Profile> profiles, OutputStream out) throws IOException {
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("a page needs at least one profile");
        }
        for (Profile profile : profiles) {
            add(profile);
        }
        writePage(out);
    }

    /**
     * Writes a page that shows two profiles as one graph, coloured by what changed. The stream is flushed and stays open.
     */
    public void writeDiff(Profile before, Profile after, DiffOptions diff, OutputStream out) throws IOException {
        DiffTree tree = DiffTree.of(before.tree(), after.tree(), labels, options.graph());
        TreeEncoder encoder = new TreeEncoder(tree.tree(), false);
        parts.put("tree-0", Deflated.of(encoder.encode()));
        View view = new View(after, tree.tree(), encoder);
        view.diff = new DiffPart(before, after, tree, diff);
        parts.put("diff-0", view.diff.data(encoder.order()));
        views.add(view);
        notes.add(diff.beforeName() + " – " + LedgerText.of(before));
        writePage(out);
    }

    private void writePage(OutputStream out) throws IOException {
        parts.put("names", names());
        String style = PageAssets.style();
        String script = PageAssets.script();
        String policy = "default-src 'none'; script-src " + PageAssets.hash(script) + "; style-src "
                + PageAssets.hash(style) + "; base-uri 'none'; form-action 'none'";
        // Filled in one pass, so that what is put in is never taken for a place to fill.
        Matcher places = PLACE.matcher(PageAssets.template());
        String template = PageAssets.template();
        int at = 0;
        while (places.find()) {
            write(out, template.substring(at, places.start()));
            at = places.end();
            switch (places.group(1)) {
                case "policy" -> write(out, policy);
                case "style" -> write(out, style);
                case "script" -> write(out, script);
                case "title" -> write(out, Html.escape(options.title()));
                default -> writeParts(out);
            }
        }
        write(out, template.substring(at));
        out.flush();
    }

    private void writeParts(OutputStream out) throws IOException {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            write(out, "<script type=\"text/plain\" id=\"part-" + part.getKey() + "\">");
            out.write(Base64.getEncoder().encode(part.getValue()));
            write(out, "</script>\n");
        }
    }

    private void add(Profile profile) {
        GraphTree tree = GraphTree.of(profile.tree(), labels, options.graph());
        TreeEncoder encoder = new TreeEncoder(tree);
        parts.put("tree-" + views.size(), Deflated.of(encoder.encode()));
        View view = new View(profile, tree, encoder);
        profile.samples().ifPresent(samples -> {
            SamplesPart part = SamplesPart.within(samplesBudget(), tree, samples, encoder);
            part.note(profile.event()).ifPresent(notes::add);
            if (part.data() != null) {
                parts.put("samples-" + views.size(), part.data());
                view.samples = part;
            }
        });
        views.add(view);
    }

    /** What is left for single samples when the trees so far are in the page. */
    private int samplesBudget() {
        int used = parts.values().stream().mapToInt(part -> part.length).sum();
        return Math.min(options.samplesBudget(), Math.max(LEAST_SAMPLES, PAGE_BUDGET - used));
    }

    private byte[] names() throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            out.writeStartObject();
            out.writeStringField("title", options.title());
            out.writeBooleanField("lines", options.graph().lines());
            out.writeBooleanField("reverse", options.graph().reverse());
            if (!options.hits().counts().isEmpty()) {
                out.writeNumberField("hitScale", options.hits().scale());
                notes.add("hits: " + options.hits().note() + ".");
            }
            out.writeArrayFieldStart("views");
            for (View view : views) {
                view.write(out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("notes");
            for (View view : views) {
                out.writeString(LedgerText.of(view.profile));
            }
            for (String note : notes) {
                out.writeString(note);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        Column column = new Column();
        column.text(json.toString());
        column.append(new NamesEncoder().encode(labels));
        if (!options.hits().counts().isEmpty()) {
            for (int label = 0; label < labels.size(); label++) {
                column.unsigned(1 + options.hits().counts().getOrDefault(labels.text(label), -1L));
            }
        }
        return Deflated.of(column);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One of the profiles that the page switches between. */
    private static final class View {
        private final Profile profile;
        private final GraphTree tree;
        private final TreeEncoder encoder;
        private SamplesPart samples;
        private DiffPart diff;

        View(Profile profile, GraphTree tree, TreeEncoder encoder) {
            this.profile = profile;
            this.tree = tree;
            this.encoder = encoder;
        }

        void write(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("event", profile.event());
            out.writeStringField("unit", profile.unit());
            out.writeNumberField("total", tree.totalWeight(0));
            out.writeNumberField("perSample", encoder.perSample());
            out.writeNumberField("unitWeight", encoder.unit());
            if (samples != null) {
                samples.write(out);
            }
            if (diff != null) {
                diff.write(out);
            }
            out.writeEndObject();
        }
    }
}
