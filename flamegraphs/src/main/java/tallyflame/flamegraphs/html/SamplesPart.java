package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * The single samples as they go into the page: in as many steps of time as its budget allows.
 *
 * @param samples where they come from
 * @param encoder how they were encoded
 * @param data the compressed columns, or null where not even one step of time fits
 * @param size compressed size in bytes of the smallest encoding tried
 */
record SamplesPart(Samples samples, SamplesEncoder encoder, byte[] data, int size) {
    private static final int MOST_BUCKETS = 600;

    static SamplesPart within(int budget, GraphTree tree, Samples samples, TreeEncoder weights) {
        for (int buckets = MOST_BUCKETS; ; buckets /= 4) {
            SamplesEncoder encoder = new SamplesEncoder(tree, samples, weights, Math.max(buckets, 1));
            byte[] data = Deflated.of(encoder.encode());
            if (data.length <= budget) {
                return new SamplesPart(samples, encoder, data, data.length);
            }
            if (buckets <= 1) {
                return new SamplesPart(samples, encoder, null, data.length);
            }
        }
    }

    /** What the page does not show for its size, in words. */
    Optional<String> note(String event) {
        if (data == null) {
            return Optional.of(event + ": threads, states and times are left out, because they would add " + size / 1000
                    + " kB to this page; ask for a time range or a thread to get a smaller one.");
        }
        if (encoder.buckets() == 1 && encoder.bucketMillis() > 1) {
            return Optional.of(event + ": times are left out, because they would make this page too large.");
        }
        return Optional.empty();
    }

    void write(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("samples");
        out.writeNumberField("startMillis", samples.startMillis());
        out.writeNumberField("bucketMillis", encoder.bucketMillis());
        out.writeNumberField("buckets", encoder.buckets());
        out.writeArrayFieldStart("threads");
        for (String name : samples.threadNames()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("states");
        for (String name : samples.stateNames()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("groups");
        for (int[] group : encoder.groups()) {
            out.writeArray(group, 0, group.length);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
