package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * One of the profiles that the viewer switches between.
 *
 * @param tree its folded tree
 * @param encoder how the tree was encoded
 * @param samples its single samples, or null where the page does without
 * @param diff both versions of a differential graph, or null
 */
record View(Profile profile, GraphTree tree, TreeEncoder encoder, SamplesPart samples, DiffPart diff) {
    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", profile.event());
        out.writeStringField("unit", profile.unit());
        out.writeNumberField("total", tree.totalWeight(0));
        out.writeNumberField("perSample", encoder.perSample());
        out.writeNumberField("unitWeight", encoder.unit());
        out.writeBooleanField(
                "intervals",
                profile.sampling() == Profile.Sampling.RANDOM && profile.tree().equalWeights());
        if (samples != null) {
            samples.write(out);
        }
        if (diff != null) {
            diff.write(out);
        }
        out.writeEndObject();
    }
}
