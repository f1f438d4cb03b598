package tallyflame.counts.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import tallyflame.counts.Uncounted;
import tallyflame.counts.graph.InFlight;

/**
 * Writes count files. Format, all numbers big-endian or LEB128 ({@link ByteWriter}):
 *
 * <pre>
 * file    = magic "TFCOUNTS" (8 bytes), section…, footer
 * section = type (1 byte), length of the payload (4 bytes), payload, CRC-32C of all that (4 bytes)
 * types   = 1 header, 2 class graph, 3 counters of the class graph before, 4 uncounted, 9 footer
 * footer  = section whose payload is the length of the file before it (8 bytes) and the CRC-32C of that (4 bytes)
 * </pre>
 *
 * Every byte is under a checksum, and the footer reveals a truncated file and missing sections.
 */
public final class CountFileWriter {
    /** Version of the format written. */
    public static final int SCHEMA = 1;

    static final byte[] MAGIC = "TFCOUNTS".getBytes(StandardCharsets.US_ASCII);
    static final int HEADER = 1;
    static final int CLASS = 2;
    static final int COUNTERS = 3;
    static final int UNCOUNTED = 4;
    static final int FOOTER = 9;

    private final OutputStream out;
    private final CRC32C whole = new CRC32C();
    private long length;

    private CountFileWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a count file aside and renames it, so that a reader finds the old or the new one, whole.
     *
     * @throws IOException if it cannot be written; the file that was there before is untouched
     */
    public static void write(Path target, Header header, List<ClassSnapshot> classes, List<Uncounted> uncounted)
            throws IOException {
        WholeFile.write(target, out -> new CountFileWriter(out).file(header, classes, uncounted));
    }

    private void file(Header header, List<ClassSnapshot> classes, List<Uncounted> uncounted) throws IOException {
        raw(MAGIC);
        section(HEADER, header(header, classes.size()));
        for (ClassSnapshot snapshot : classes) {
            ByteWriter graph = new ByteWriter();
            GraphCodec.write(graph, snapshot.graph());
            section(CLASS, graph);
            section(COUNTERS, counters(snapshot));
        }
        ByteWriter ledger = new ByteWriter();
        ledger.varint(uncounted.size());
        for (Uncounted u : uncounted) {
            ledger.string(u.className());
            ledger.string(u.method());
            ledger.string(u.reason());
        }
        section(UNCOUNTED, ledger);
        ByteWriter footer = new ByteWriter();
        footer.u64(length);
        footer.u32((int) whole.getValue());
        section(FOOTER, footer);
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

    private void section(int type, ByteWriter payload) throws IOException {
        byte[] bytes = payload.toBytes();
        ByteWriter frame = new ByteWriter();
        frame.u8(type);
        frame.u32(bytes.length);
        byte[] head = frame.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(head);
        crc.update(bytes);
        ByteWriter tail = new ByteWriter();
        tail.u32((int) crc.getValue());
        raw(head);
        raw(bytes);
        raw(tail.toBytes());
    }

    private void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        whole.update(bytes);
        length += bytes.length;
    }
}
