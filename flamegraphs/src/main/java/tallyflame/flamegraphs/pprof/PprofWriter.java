package tallyflame.flamegraphs.pprof;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/**
 * Writes profiles as one gzipped pprof file: for each profile the number of samples and their weight, frames with their
 * lines, and labels {@code thread} and {@code state} where the profile has single samples. Field numbers are those of
 * {@code profile.proto} in google/pprof. An instance writes one file.
 */
public final class PprofWriter {
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int MAPPING = 3;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int DEFAULT_SAMPLE_TYPE = 14;

    private record LocationKey(long function, int line, FrameType type) {}

    private final Map<String, Long> strings = new LinkedHashMap<>();
    private final Map<String, Long> functions = new HashMap<>();
    private final Map<LocationKey, Long> locations = new HashMap<>();
    private final Map<FrameType, Long> mappings = new HashMap<>();
    private final ProtoWriter out = new ProtoWriter();

    /** Writes a file; the stream is finished but stays open. */
    public void write(List<Profile> profiles, OutputStream stream) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(stream);
        string("");
        for (Profile profile : profiles) {
            valueType(profile.event() + "-samples", "count");
            valueType(profile.event(), Types.unit(profile.unit()));
        }
        out.number(DEFAULT_SAMPLE_TYPE, string(profiles.get(0).event()));
        times(profiles);
        for (int i = 0; i < profiles.size(); i++) {
            samples(profiles.get(i), i, profiles.size(), zipped);
        }
        for (String string : strings.keySet()) {
            out.text(STRING_TABLE, string);
        }
        out.drainTo(zipped);
        zipped.finish();
    }

    private void valueType(String type, String unit) {
        ProtoWriter value = new ProtoWriter();
        value.number(1, string(type));
        value.number(2, string(unit));
        out.message(SAMPLE_TYPE, value);
    }

    private void times(List<Profile> profiles) {
        long from = Long.MAX_VALUE;
        long to = 0;
        for (Profile profile : profiles) {
            if (profile.samples().isPresent()) {
                Samples samples = profile.samples().get();
                from = Math.min(from, samples.startMillis());
                to = Math.max(
                        to,
                        samples.startMillis()
                                + Arrays.stream(samples.millis()).max().orElse(0));
            }
        }
        if (from < to) {
            out.number(TIME_NANOS, from * 1_000_000);
            out.number(DURATION_NANOS, (to - from) * 1_000_000);
        }
    }

    private void samples(Profile profile, int index, int count, OutputStream stream) throws IOException {
        Profile.Distinct stacks = profile.distinct();
        CallTree tree = stacks.tree();
        long[] frameLocations = new long[tree.frames().size()];
        long[] path = new long[64];
        List<LabelledStacks.Row> rows = LabelledStacks.of(stacks);
        for (LabelledStacks.Row row : rows) {
            int depth = 0;
            for (int node = row.node(); node > CallTree.ROOT; node = tree.parent(node)) {
                if (depth == path.length) {
                    path = Arrays.copyOf(path, 2 * depth);
                }
                path[depth++] = location(tree.frames(), tree.frame(node), frameLocations);
            }
            sample(Arrays.copyOf(path, depth), row, index, count);
            out.drainTo(stream);
        }
    }

    private void sample(long[] path, LabelledStacks.Row row, int index, int count) {
        ProtoWriter sample = new ProtoWriter();
        sample.numbers(1, path);
        long[] values = new long[2 * count];
        values[2 * index] = row.samples();
        values[2 * index + 1] = row.weight();
        sample.numbers(2, values);
        label(sample, "thread", row.thread());
        label(sample, "state", row.state());
        out.message(SAMPLE, sample);
    }

    private void label(ProtoWriter sample, String key, String value) {
        if (!value.isEmpty()) {
            ProtoWriter label = new ProtoWriter();
            label.number(1, string(key));
            label.number(2, string(value));
            sample.message(3, label);
        }
    }

    private long location(Frames frames, int frame, long[] known) {
        if (known[frame] == 0) {
            long function = function(frames.functionName(frames.methodOf(frame)));
            LocationKey key = new LocationKey(function, frames.shownLine(frame), frames.type(frame));
            known[frame] = locations.computeIfAbsent(key, this::newLocation);
        }
        return known[frame];
    }

    private long newLocation(LocationKey key) {
        ProtoWriter line = new ProtoWriter();
        line.number(1, key.function());
        line.number(2, Math.max(key.line(), 0));
        ProtoWriter location = new ProtoWriter();
        long id = locations.size() + 1L;
        location.number(1, id);
        location.number(2, mapping(key.type()));
        location.message(4, line);
        out.message(LOCATION, location);
        return id;
    }

    private long mapping(FrameType type) {
        return mappings.computeIfAbsent(type, t -> {
            long id = mappings.size() + 1L;
            ProtoWriter mapping = new ProtoWriter();
            mapping.number(1, id);
            mapping.number(5, string(Types.mapping(t)));
            mapping.number(7, 1);
            mapping.number(9, 1);
            mapping.number(10, 1);
            out.message(MAPPING, mapping);
            return id;
        });
    }

    private long function(String name) {
        return functions.computeIfAbsent(name, key -> {
            long id = functions.size() + 1L;
            ProtoWriter function = new ProtoWriter();
            function.number(1, id);
            function.number(2, string(name));
            function.number(3, string(name));
            out.message(FUNCTION, function);
            return id;
        });
    }

    private long string(String text) {
        return strings.computeIfAbsent(text, t -> (long) strings.size());
    }
}
