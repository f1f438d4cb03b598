package tallyflame.counts.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Tally;
import tallyflame.counts.Uncounted;
import tallyflame.counts.code.SourceMap;
import tallyflame.counts.file.ByteReader.Malformed;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.graph.MethodGraph;
import tallyflame.counts.span.SpanRecord;

/** Reads one count file; see {@link CountFileWriter} for the format. */
final class CountFileReader {
    private final String file;
    private final Map<String, List<ClassCounts>> classes = new TreeMap<>();
    private final List<Uncounted> uncounted = new ArrayList<>();
    private Optional<List<String>> asked = Optional.empty();
    private Header header;
    private ClassGraph graph;
    private String sourceMap = "";
    private long[] sizes = {};
    private Optional<ThreadBytes> threadBytes = Optional.empty();
    private final List<ClassSnapshot> snapshots = new ArrayList<>();
    /** Null as long as there are none, or nobody asks for them. */
    private SpanRecord spans;

    private boolean withSpans;
    private int announced;
    private int found;

    CountFileReader(String file) {
        this.file = file;
    }

    CountFile read(byte[] bytes) throws IOException {
        ByteReader in = new ByteReader(bytes, 0, bytes.length);
        try {
            sections(bytes, in);
        } catch (Malformed e) {
            throw new IOException(
                    file + ": " + e.getMessage() + " (byte " + in.position() + "); record the counts again", e);
        }
        List<ClassCounts> all = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        for (Map.Entry<String, List<ClassCounts>> entry : classes.entrySet()) {
            all.addAll(entry.getValue());
            if (entry.getValue().size() > 1) conflicts.add(entry.getKey());
        }
        return new CountFile(header, all, uncounted, asked, conflicts, threadBytes);
    }

    /** Reads what spans counted as well; empty if there were none. */
    Optional<SpanFile> readSpans(byte[] bytes) throws IOException {
        withSpans = true;
        CountFile counts = read(bytes);
        return Optional.ofNullable(spans).map(record -> new SpanFile(file, counts, snapshots, record));
    }

    private void sections(byte[] bytes, ByteReader in) throws Malformed {
        if (bytes.length < CountFileWriter.MAGIC.length || !Arrays.equals(bytes, 0, 8, CountFileWriter.MAGIC, 0, 8))
            throw new Malformed("not a count file");
        in.skip(CountFileWriter.MAGIC.length);
        while (true) {
            int start = in.position();
            int type = in.u8();
            int length = in.u32();
            if (length < 0 || length > in.remaining() - 4) throw new Malformed("the file is truncated");
            int payload = in.position();
            in.skip(length);
            CRC32C crc = new CRC32C();
            crc.update(bytes, start, in.position() - start);
            if (in.u32() != (int) crc.getValue()) throw new Malformed("checksum error in the section at byte " + start);
            section(type, new ByteReader(bytes, payload, payload + length));
            if (type == CountFileWriter.FOOTER) {
                footer(bytes, start, new ByteReader(bytes, payload, payload + length));
                if (in.remaining() > 0) throw new Malformed("bytes after the end");
                return;
            }
        }
    }

    private void section(int type, ByteReader in) throws Malformed {
        if (header == null && type != CountFileWriter.HEADER) throw new Malformed("the header is missing");
        switch (type) {
            case CountFileWriter.HEADER -> header(in);
            case CountFileWriter.CLASS -> {
                graph = GraphCodec.read(in, sourceMap);
                sourceMap = "";
                sizes = new long[0];
                found++;
            }
            case CountFileWriter.ALLOCATIONS -> {
                if (graph == null) throw new Malformed("allocation sites without a class");
                graph = AllocationCodec.read(in, graph);
            }
            case CountFileWriter.SIZES -> {
                sizes = new long[in.length()];
                for (int i = 0; i < sizes.length; i++) sizes[i] = in.varint() - 1;
            }
            case CountFileWriter.THREAD_BYTES ->
                threadBytes = Optional.of(new ThreadBytes(in.varint() - 1, in.string()));
            case CountFileWriter.SPANS -> {
                if (withSpans) spans = SpanCodec.read(in);
            }
            case CountFileWriter.SOURCE_MAP -> sourceMap = in.string();
            case CountFileWriter.ASKED -> {
                List<String> globs = new ArrayList<>();
                for (int n = in.length(); n > 0; n--) globs.add(in.string());
                asked = Optional.of(globs);
            }
            case CountFileWriter.COUNTERS -> counters(in);
            case CountFileWriter.UNCOUNTED -> {
                for (int n = in.length(); n > 0; n--)
                    uncounted.add(new Uncounted(in.string(), in.string(), in.string()));
            }
            case CountFileWriter.FOOTER -> {}
            default -> throw new Malformed("unknown section type " + type);
        }
    }

    private void footer(byte[] bytes, int start, ByteReader in) throws Malformed {
        CRC32C whole = new CRC32C();
        whole.update(bytes, 0, start);
        if (in.u64() != start || in.u32() != (int) whole.getValue()) throw new Malformed("checksum error in the file");
        if (found != announced || graph != null) throw new Malformed("a class is missing");
        if (spans != null && spans.firstCounters().size() > found) {
            throw new Malformed("spans counted in more classes than there are");
        }
    }

    private void header(ByteReader in) throws Malformed {
        int schema = in.index(Integer.MAX_VALUE);
        if (schema < 1 || schema > CountFileWriter.SCHEMA) {
            throw new Malformed(
                    "format version " + schema + ", this version of Tallyflame reads 1 to " + CountFileWriter.SCHEMA);
        }
        String tool = in.string();
        String jvm = in.string();
        long pid = in.varint();
        long start = in.u64();
        long snapshot = in.u64();
        boolean complete = in.u8() != 0;
        int threads = in.index(Integer.MAX_VALUE);
        header = new Header(schema, tool, jvm, pid, start, snapshot, complete, threads);
        announced = in.index(Integer.MAX_VALUE);
    }

    private void counters(ByteReader in) throws Malformed {
        if (graph == null) throw new Malformed("counters without a class");
        long[] counters = new long[in.length()];
        if (counters.length != graph.counters()) throw new Malformed("the number of counters is wrong");
        for (int i = 0; i < counters.length; i++) counters[i] = in.varint();
        if (sizes.length != graph.allocationSites()) throw new Malformed("the number of sizes is wrong");
        List<InFlight> inFlight = new ArrayList<>();
        for (int n = in.length(); n > 0; n--) {
            int method = in.index(graph.methods().size());
            inFlight.add(new InFlight(method, in.index(Integer.MAX_VALUE), in.varint()));
        }
        if (withSpans) snapshots.add(new ClassSnapshot(graph, counters, inFlight, sizes));
        List<MethodCounts> methods = new ArrayList<>();
        int from = 0;
        int site = 0;
        for (int m = 0; m < graph.methods().size(); m++) {
            MethodGraph method = graph.methods().get(m);
            int sites = method.allocationSites().size();
            long[] own = Arrays.copyOfRange(counters, from, from + method.counters());
            methods.add(derive(method, own, inFlight, m, Arrays.copyOfRange(sizes, site, site + sites)));
            from += method.counters();
            site += sites;
        }
        ClassCounts counts = new ClassCounts(
                graph.name(),
                graph.identity(),
                graph.sourceFile(),
                SourceMap.parse(graph.sourceMap(), graph.name(), graph.sourceFile()),
                methods);
        SameClass.merge(classes, counts.name(), counts, ClassCounts::isSame, ClassCounts::plus);
        graph = null;
    }

    private static MethodCounts derive(
            MethodGraph graph, long[] counters, List<InFlight> inFlight, int method, long[] sizes) throws Malformed {
        try {
            return new Tally(graph).counts(counters, inFlight, method, sizes);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Malformed(
                    "the flow graph of " + graph.name() + graph.descriptor() + " is inconsistent: " + e.getMessage());
        }
    }
}
