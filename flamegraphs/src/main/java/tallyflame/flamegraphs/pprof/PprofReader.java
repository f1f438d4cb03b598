package tallyflame.flamegraphs.pprof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.symbols.SymbolNames;

/**
 * Reads pprof files of this project and of others, gzipped or not. Every sample type that is not itself a number of samples
 * becomes a profile; where the type before it counts, it gives the number of samples. Inlined functions of one location
 * become frames of their own. Labels {@code thread} and {@code state} (or {@code thread_state}) are kept.
 */
public final class PprofReader {
    private record Location(long id, FrameType type, List<long[]> lines) {}

    /** Sample types; profilers write a handful. */
    private static final int MOST_TYPES = 64;

    /** Functions inlined at one location; with few bytes a damaged file could otherwise claim stacks without end. */
    private static final int MOST_LINES = 256;

    /** Bytes of an unpacked file: as many as an array can hold without doubling its size. */
    private static final int MOST_BYTES = 1 << 30;

    private record Sample(int node, List<Long> values, String thread, String state) {}

    private final List<String> strings = new ArrayList<>();
    private final List<ProtoReader> types = new ArrayList<>();
    private final List<ProtoReader> samples = new ArrayList<>();
    private final List<ProtoReader> locationMessages = new ArrayList<>();
    private final Map<Long, Long> functionNames = new HashMap<>();
    private final Map<Long, Long> mappingFiles = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();
    private long timeNanos;

    private PprofReader() {}

    /**
     * Reads a file.
     *
     * @param source name of the input, for messages
     * @throws IOException if it is no pprof file, or is cut off
     */
    public static List<Profile> read(InputStream stream, String source) throws IOException {
        try {
            byte[] bytes = unzipped(stream).readNBytes(MOST_BYTES);
            if (bytes.length == MOST_BYTES) {
                throw new IOException("it is larger than " + MOST_BYTES + " bytes");
            }
            return new PprofReader().read(bytes);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IOException(source + ": not a readable pprof file: " + e.getMessage(), e);
        }
    }

    private static InputStream unzipped(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream);
        buffered.mark(2);
        int magic = buffered.read() | buffered.read() << 8;
        buffered.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
    }

    private List<Profile> read(byte[] bytes) throws IOException {
        ProtoReader in = new ProtoReader(bytes);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> types.add(in.message());
                case 2 -> samples.add(in.message());
                case 3 -> idAnd(in.message(), 5, mappingFiles);
                case 4 -> locationMessages.add(in.message());
                case 5 -> idAnd(in.message(), 2, functionNames);
                case 6 -> strings.add(in.text());
                case 9 -> timeNanos = in.number();
                default -> {}
            }
        }
        if (strings.isEmpty() || types.isEmpty()) {
            throw new IOException("it has no sample types");
        }
        if (types.size() > MOST_TYPES) {
            throw new IOException("it has " + types.size() + " sample types");
        }
        for (ProtoReader message : locationMessages) {
            location(message);
        }
        return profiles();
    }

    private static void idAnd(ProtoReader in, int field, Map<Long, Long> values) throws IOException {
        long id = 0;
        long value = 0;
        while (in.next()) {
            if (in.field() == 1) {
                id = in.number();
            } else if (in.field() == field) {
                value = in.number();
            }
        }
        values.put(id, value);
    }

    private void location(ProtoReader in) throws IOException {
        long id = 0;
        FrameType type = null;
        long address = 0;
        List<long[]> lines = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.number();
                case 2 -> type = Types.ofMapping(string(mappingFiles.getOrDefault(in.number(), 0L)));
                case 3 -> address = in.number();
                case 4 -> lines.add(line(in.message()));
                default -> {}
            }
        }
        if (lines.size() > MOST_LINES) {
            throw new IOException("location " + id + " has " + lines.size() + " lines");
        }
        if (lines.isEmpty()) {
            lines.add(new long[] {-1, address});
        }
        locations.put(id, new Location(id, type, lines));
    }

    private static long[] line(ProtoReader in) throws IOException {
        long[] line = new long[2];
        while (in.next()) {
            if (in.field() == 1 || in.field() == 2) {
                line[in.field() - 1] = in.number();
            }
        }
        return line;
    }

    private List<Profile> profiles() throws IOException {
        Frames frames = new Frames();
        List<String[]> names = new ArrayList<>();
        for (ProtoReader type : types) {
            long[] value = line(type);
            names.add(new String[] {string(value[0]), string(value[1])});
        }
        CallTree stacks = new CallTree(frames);
        List<Sample> read = new ArrayList<>();
        for (ProtoReader sample : samples) {
            read.add(sample(sample, stacks, names.size()));
        }
        List<Profile> profiles = new ArrayList<>();
        for (int type = 0; type < names.size(); type++) {
            boolean counts = names.get(type)[1].equals("count");
            boolean countsForNext = counts && type + 1 < names.size() && !names.get(type + 1)[1].equals("count");
            if (!countsForNext) {
                boolean counted = type > 0 && names.get(type - 1)[1].equals("count") && !counts;
                profiles.add(profile(names.get(type), type, counted ? type - 1 : -1, stacks, read));
            }
        }
        return profiles;
    }

    private Sample sample(ProtoReader in, CallTree stacks, int types) throws IOException {
        List<Long> path = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        String thread = "";
        String state = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> in.addNumbers(path);
                case 2 -> in.addNumbers(values);
                case 3 -> {
                    long[] label = line(in.message());
                    String key = string(label[0]);
                    thread = key.equals("thread") ? string(label[1]) : thread;
                    state = key.equals("state") || key.equals("thread_state") ? string(label[1]) : state;
                }
                default -> {}
            }
        }
        if (values.size() != types) {
            throw new IOException("a sample has " + values.size() + " values for " + types + " sample types");
        }
        return new Sample(node(path, stacks), values, thread, state);
    }

    private int node(List<Long> path, CallTree stacks) throws IOException {
        int node = CallTree.ROOT;
        for (int i = path.size() - 1; i >= 0; i--) {
            Location location = locations.get(path.get(i));
            if (location == null) {
                throw new IOException("a sample names location " + path.get(i) + ", which does not exist");
            }
            // Within a location the caller comes last.
            for (int line = location.lines().size() - 1; line >= 0; line--) {
                node = stacks.child(
                        node, frame(stacks.frames(), location, location.lines().get(line)));
            }
        }
        return node;
    }

    private int frame(Frames frames, Location location, long[] line) throws IOException {
        if (line[0] < 0) {
            return SymbolNames.frame(frames, "0x" + Long.toHexString(line[1]), Frames.UNKNOWN, location.type());
        }
        String name = string(functionNames.getOrDefault(line[0], 0L));
        return SymbolNames.frame(frames, name, line[1] > 0 ? (int) line[1] : Frames.UNKNOWN, location.type());
    }

    private Profile profile(String[] name, int type, int countType, CallTree stacks, List<Sample> read) {
        CallTree tree = new CallTree(stacks.frames());
        for (int node = 1; node < stacks.size(); node++) {
            // Nodes are numbered in order of appearance, so the copy has the same numbers.
            tree.child(stacks.parent(node), stacks.frame(node));
        }
        List<Sample> rows = new ArrayList<>();
        long total = 0;
        for (Sample sample : read) {
            long weight = sample.values().get(type);
            if (weight != 0) {
                long samples = samples(sample, type, countType, name[1]);
                tree.add(sample.node(), samples, weight);
                total += samples;
                rows.add(sample);
            }
        }
        LabelTable table = new LabelTable(timeNanos / 1_000_000);
        rows.forEach(sample -> table.add(
                sample.thread(),
                sample.state(),
                sample.node(),
                samples(sample, type, countType, name[1]),
                sample.values().get(type)));
        return new Profile(name[0], Types.fromUnit(name[1]), tree, Ledger.complete(total), table.samples());
    }

    private static long samples(Sample sample, int type, int countType, String unit) {
        if (countType >= 0) {
            return sample.values().get(countType);
        }
        return unit.equals("count") ? sample.values().get(type) : 1;
    }

    private String string(long index) throws IOException {
        if (index < 0 || index >= strings.size()) {
            throw new IOException("string " + index + " is not in the table of " + strings.size());
        }
        return strings.get((int) index);
    }
}
