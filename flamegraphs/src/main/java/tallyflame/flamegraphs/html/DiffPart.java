package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.DiffTree;
import tallyflame.flamegraphs.page.Deflated;

/**
 * Both versions of a differential graph as they go into the page: self samples and self weight of each node before, then after,
 * each as a {@link RunColumn}, as most numbers are 0. {@code change.js} reads it.
 */
record DiffPart(Profile before, Profile after, DiffTree tree, DiffOptions options) {
    /** @param order the nodes of the tree as the page has them */
    byte[] data(int[] order) {
        PackedColumn column = new PackedColumn();
        for (long[] values :
                new long[][] {tree.beforeSamples(), tree.beforeWeight(), tree.afterSamples(), tree.afterWeight()}) {
            RunColumn runs = new RunColumn(0);
            for (int node : order) {
                runs.add(values[node]);
            }
            runs.appendTo(column);
        }
        return Deflated.of(column.toBytes());
    }

    void write(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("diff");
        version(out, "before", options.beforeName(), before, options.beforeWork(), options.beforeBunch());
        version(out, "after", options.afterName(), after, options.afterWork(), options.afterBunch());
        out.writeStringField("workUnit", options.workUnit());
        out.writeEndObject();
    }

    private static void version(JsonGenerator out, String key, String name, Profile profile, double work, double bunch)
            throws IOException {
        out.writeObjectFieldStart(key);
        out.writeStringField("name", name);
        out.writeNumberField("weight", profile.tree().weight());
        out.writeNumberField("samples", profile.tree().samples());
        out.writeNumberField("work", work);
        out.writeNumberField("bunch", bunch);
        out.writeEndObject();
    }
}
