package tallyflame.flamegraphs.speedscope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

/** Writes profiles as sampled profiles of one speedscope file: one sample for each stack, in the order of the graph. */
public final class SpeedscopeWriter {
    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final String title;
    private final GraphOptions options;

    /**
     * @param title name of the file as speedscope shows it
     * @param options how stacks are folded
     */
    public SpeedscopeWriter(String title, GraphOptions options) {
        this.title = title;
        this.options = options;
    }

    /** Writes a file; the stream is flushed and stays open. */
    public void write(List<Profile> profiles, OutputStream stream) throws IOException {
        Labels labels = new Labels();
        List<GraphTree> trees = new ArrayList<>();
        for (Profile profile : profiles) {
            trees.add(GraphTree.of(profile.tree(), labels, options));
        }
        try (JsonGenerator out = new JsonFactory().createGenerator(stream)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.writeStartObject();
            out.writeStringField("$schema", SCHEMA);
            out.writeStringField("exporter", "tallyflame");
            out.writeStringField("name", title);
            out.writeNumberField("activeProfileIndex", 0);
            out.writeObjectFieldStart("shared");
            frames(labels, out);
            out.writeEndObject();
            out.writeArrayFieldStart("profiles");
            for (int i = 0; i < trees.size(); i++) {
                profile(profiles.get(i), trees.get(i), out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void frames(Labels labels, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("frames");
        for (int label = 0; label < labels.size(); label++) {
            out.writeStartObject();
            out.writeStringField("name", name(labels, label));
            if (labels.line(label) > 0) {
                out.writeNumberField("line", labels.line(label));
            }
            out.writeEndObject();
        }
        // Stands for the stack of samples that have none, so that their weight is not lost.
        out.writeStartObject();
        out.writeStringField("name", "[no frames]");
        out.writeEndObject();
        out.writeEndArray();
    }

    private static String name(Labels labels, int label) {
        int function = labels.functionOf(label);
        String owner = labels.className(function);
        return owner.isEmpty() ? labels.name(function) : owner + "." + labels.name(function);
    }

    private static void profile(Profile profile, GraphTree tree, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "sampled");
        out.writeStringField("name", profile.event());
        out.writeStringField("unit", unit(profile.unit()));
        out.writeNumberField("startValue", 0);
        out.writeNumberField("endValue", tree.totalWeight(0));
        out.writeArrayFieldStart("samples");
        int[] path = new int[tree.maxDepth() + 1];
        for (int node = 0; node < tree.size(); node++) {
            int depth = tree.depth(node);
            path[depth] = tree.label(node);
            if (tree.selfWeight(node) > 0) {
                if (depth == 0) {
                    out.writeArray(new int[] {tree.labels().size()}, 0, 1);
                } else {
                    out.writeArray(path, 1, depth);
                }
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("weights");
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfWeight(node) > 0) {
                out.writeNumber(tree.selfWeight(node));
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static String unit(String unit) {
        return switch (unit) {
            case "ns" -> "nanoseconds";
            case "bytes" -> "bytes";
            default -> "none";
        };
    }
}
