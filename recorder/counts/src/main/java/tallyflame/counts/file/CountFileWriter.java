package tallyflame.counts.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.zip.CRC32C;
import tallyflame.counts.Uncounted;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.span.SpanRecord;

/**
 * Writes count files, for one thread at a time. Format, all numbers big-endian or LEB128 ({@link ByteWriter}):
 *
 * <pre>
 * file    = magic "TFCOUNTS" (8 bytes), section…, footer
 * section = type (1 byte), length of the payload (4 bytes), payload, CRC-32C of all that (4 bytes)
 * types   = 1 header, 2 class graph, 3 counters of the class graph before, 4 uncounted, 5 source map of the class graph after (since
 *           version 2; only of classes that have one),
 *           6 patterns of the classes asked for (since version 2), 9 footer; since version 3, where allocations are counted:
 *           7 allocation sites of the class graph before, 8 sizes of objects at these, before its counters, 10 bytes of the threads;
 *           since version 4, where spans were counted: 11 what they counted
 * footer  = section whose payload is the length of the file before it (8 bytes) and the CRC-32C of that (4 bytes)
 * </pre>
 *
 * Every byte is under a checksum, and the footer reveals a truncated file and missing sections.
 */
public final class CountFileWriter {
    /** Version of the format written. */
    public static final int SCHEMA = 4;

    static final byte[] MAGIC = "TFCOUNTS".getBytes(StandardCharsets.US_ASCII);
    static final int HEADER = 1;
    static final int CLASS = 2;
    static final int COUNTERS = 3;
    static final int UNCOUNTED = 4;
    static final int SOURCE_MAP = 5;
    static final int ASKED = 6;
    static final int ALLOCATIONS = 7;
    static final int SIZES = 8;
    static final int FOOTER = 9;
    static final int THREAD_BYTES = 10;
    static final int SPANS = 11;

    /** The sections of graphs that were written before: a snapshot is mostly graphs, which do not change. */
    private final IdentityHashMap<ClassGraph, byte[]> graphs = new IdentityHashMap<>();
    /** The section of what spans counted that was written last, and what it is of. */
    private SpanRecord written;

    private byte[] spanSection;

    /**
     * Writes a count file aside and renames it, so that a reader finds the old or the new one, whole.
     *
     * @param asked patterns of the classes that were to be counted
     * @param threadBytes what the threads allocated, null if allocations are not counted
     * @param spans what spans counted, null if there were none
     * @throws IOException if it cannot be written; the file that was there before is untouched
     */
    public void write(
            Path target,
            Header header,
            List<String> asked,
            List<ClassSnapshot> classes,
            List<Uncounted> uncounted,
            ThreadBytes threadBytes,
            SpanRecord spans)
            throws IOException {
        WholeFile.write(target, out -> write(out, header, asked, classes, uncounted, threadBytes, spans));
    }

    /** Writes the bytes of a count file, as the other does. */
    public void write(
            OutputStream out,
            Header header,
            List<String> asked,
            List<ClassSnapshot> classes,
            List<Uncounted> uncounted,
            ThreadBytes threadBytes,
            SpanRecord spans)
            throws IOException {
        Whole whole = new Whole(out);
        whole.raw(MAGIC);
        whole.raw(section(HEADER, header(header, classes.size())));
        counts(whole, asked, classes);
        if (threadBytes != null) whole.raw(section(THREAD_BYTES, threadBytes(threadBytes)));
        if (spans != null) whole.raw(spanSection(spans));
        end(whole, uncounted);
    }

    @SuppressWarnings(
            "ReferenceEquality") // whether it is the very one: to compare all counts costs what writing them does
    private byte[] spanSection(SpanRecord spans) {
        if (spans != written) {
            ByteWriter w = new ByteWriter();
            w.bytes(SpanCodec.write(spans));
            spanSection = section(SPANS, w);
            written = spans;
        }
        return spanSection;
    }

    private void counts(Whole out, List<String> asked, List<ClassSnapshot> classes) throws IOException {
        ByteWriter globs = new ByteWriter();
        globs.varint(asked.size());
        asked.forEach(globs::string);
        out.raw(section(ASKED, globs));
        for (ClassSnapshot snapshot : classes) {
            out.raw(graphs.computeIfAbsent(snapshot.graph(), CountFileWriter::graph));
            if (snapshot.graph().countsAllocations()) out.raw(section(SIZES, sizes(snapshot)));
            out.raw(section(COUNTERS, counters(snapshot)));
        }
    }

    private static void end(Whole out, List<Uncounted> uncounted) throws IOException {
        ByteWriter ledger = new ByteWriter();
        ledger.varint(uncounted.size());
        for (Uncounted u : uncounted) {
            ledger.string(u.className());
            ledger.string(u.method());
            ledger.string(u.reason());
        }
        out.raw(section(UNCOUNTED, ledger));
        ByteWriter footer = new ByteWriter();
        footer.u64(out.length);
        footer.u32((int) out.checksum.getValue());
        out.raw(section(FOOTER, footer));
    }

    private static byte[] graph(ClassGraph graph) {
        ByteWriter w = new ByteWriter();
        GraphCodec.write(w, graph);
        ByteWriter all = new ByteWriter();
        if (!graph.sourceMap().isEmpty()) {
            ByteWriter map = new ByteWriter();
            map.string(graph.sourceMap());
            all.bytes(section(SOURCE_MAP, map));
        }
        all.bytes(section(CLASS, w));
        if (graph.countsAllocations()) {
            ByteWriter sites = new ByteWriter();
            AllocationCodec.write(sites, graph);
            all.bytes(section(ALLOCATIONS, sites));
        }
        return all.toBytes();
    }

    private static ByteWriter sizes(ClassSnapshot snapshot) {
        ByteWriter w = new ByteWriter();
        w.varint(snapshot.sizes().length);
        for (long size : snapshot.sizes()) w.varint(size + 1);
        return w;
    }

    private static ByteWriter threadBytes(ThreadBytes threads) {
        ByteWriter w = new ByteWriter();
        w.varint(threads.bytes() + 1);
        w.string(threads.reason());
        return w;
    }

    private static ByteWriter header(Header header, int classes) {
        ByteWriter w = new ByteWriter();
        w.varint(header.schema());
        w.string(header.tool());
        w.string(header.jvm());
        w.varint(header.pid());
        w.u64(header.startMillis());
        w.u64(header.snapshotMillis());
        w.u8(header.complete() ? 1 : 0);
        w.varint(header.threads());
        w.varint(classes);
        return w;
    }

    private static ByteWriter counters(ClassSnapshot snapshot) {
        ByteWriter w = new ByteWriter();
        w.varint(snapshot.counters().length);
        for (long c : snapshot.counters()) w.varint(c);
        w.varint(snapshot.inFlight().size());
        for (InFlight f : snapshot.inFlight()) {
            w.varint(f.method());
            w.varint(f.segment());
            w.varint(f.activations());
        }
        return w;
    }

    private static byte[] section(int type, ByteWriter payload) {
        ByteWriter section = new ByteWriter();
        section.u8(type);
        section.u32(payload.size());
        section.bytes(payload.toBytes());
        CRC32C crc = new CRC32C();
        crc.update(section.toBytes());
        section.u32((int) crc.getValue());
        return section.toBytes();
    }

    /** A file and what its footer says of it. */
    private static final class Whole {
        private final OutputStream out;
        private final CRC32C checksum = new CRC32C();
        private long length;

        Whole(OutputStream out) {
            this.out = out;
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            checksum.update(bytes);
            length += bytes.length;
        }
    }
}
