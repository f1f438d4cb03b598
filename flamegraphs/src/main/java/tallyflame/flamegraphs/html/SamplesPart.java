package tallyflame.flamegraphs.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.Workers;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.page.Deflated;

/**
 * The single samples as they go into the page: in as much detail as the budget allows.
 *
 * @param timed the samples in the order in which they are encoded
 * @param encoder how they were encoded
 * @param heat the samples by finer steps of time, without their stacks
 * @param data the compressed columns, or null where not even the coarsest fits
 * @param leastShare the part of everything below which nodes leave their samples to their callers; 0 for none
 * @param size compressed size in bytes of the smallest encoding tried
 */
record SamplesPart(TimedSamples timed, SamplesEncoder encoder, Heat heat, byte[] data, double leastShare, int size) {
    /** What is tried in turn: steps of time that are not told apart, and the part of everything below which nodes are not. */
    private record Detail(int stepsPerBucket, double leastShare) {}

    private static final List<Detail> DETAILS = List.of(
            new Detail(1, 0),
            new Detail(4, 0),
            new Detail(2, 1e-4),
            new Detail(4, 2e-4),
            new Detail(8, 5e-4),
            new Detail(15, 2e-3),
            new Detail(30, 1e-2));

    /** Coarser time alone never makes less of an encoding than one part in this many, so it is not tried on larger ones. */
    private static final int HOPELESS = 2;

    /** One try. */
    private record Attempt(Detail detail, SamplesEncoder encoder, byte[] data) {}

    /**
     * Tries one amount of detail after the other; all but the first, which most recordings fit into, side by side on several threads.
     *
     * @param budget most bytes that the data may take
     */
    static SamplesPart within(int budget, GraphTree tree, TimedSamples timed, TreeEncoder weights, int threads) {
        List<Detail> left = new ArrayList<>(DETAILS);
        int size = 0;
        try (Workers workers = new Workers(threads)) {
            for (int round = 1; !left.isEmpty(); round = threads) {
                Attempt[] attempts = new Attempt[Math.min(round, left.size())];
                workers.run(attempts.length, (worker, task) -> {
                    Detail detail = left.get(task);
                    long least = (long) Math.ceil(detail.leastShare() * tree.totalWeight(0));
                    SamplesEncoder encoder = new SamplesEncoder(tree, timed, weights, detail.stepsPerBucket(), least);
                    byte[] data =
                            Deflated.within(HOPELESS * budget, encoder.encode().toBytes());
                    attempts[task] = new Attempt(detail, encoder, data);
                });
                for (Attempt attempt : attempts) {
                    byte[] data = attempt.data();
                    if (data.length <= budget) {
                        double leastShare = attempt.detail().leastShare();
                        return new SamplesPart(
                                timed, attempt.encoder(), Heat.of(timed, weights), data, leastShare, data.length);
                    }
                    size = data.length;
                }
                left.subList(0, attempts.length).clear();
                if (size > HOPELESS * budget) {
                    left.removeIf(detail -> detail.leastShare() == 0);
                }
            }
        }
        return new SamplesPart(timed, null, null, null, 0, size);
    }

    /** What the page leaves out because of its size, as text. */
    Optional<String> note(String event) {
        if (data == null) {
            return Optional.of(event + ": threads, states and times are left out, because they would add " + size / 1000
                    + " kB to this page; ask for a time range or a thread to get a smaller one.");
        }
        if (leastShare > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s: under a filter by thread, state or time, boxes that are less than %s %% of everything count for"
                            + " their caller, to keep this page small.",
                    event,
                    percent()));
        }
        return Optional.empty();
    }

    private String percent() {
        return BigDecimal.valueOf(100 * leastShare).stripTrailingZeros().toPlainString();
    }

    void write(JsonGenerator out) throws IOException {
        Samples samples = timed.samples();
        out.writeObjectFieldStart("samples");
        out.writeNumberField("startMillis", timed.clock().startMillis());
        out.writeNumberField("bucketMillis", encoder.bucketMillis());
        out.writeNumberField("buckets", encoder.buckets());
        out.writeNumberField("leastShare", leastShare);
        heat.write(out);
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
        for (int[] group : timed.groups()) {
            out.writeArray(group, 0, group.length);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
