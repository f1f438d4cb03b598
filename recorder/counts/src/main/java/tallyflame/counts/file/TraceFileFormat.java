package tallyflame.counts.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tallyflame.counts.Uncounted;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;
import tallyflame.counts.times.ProbeCost;

/**
 * The wire form of trace files: magic {@code TFTRACE\0}, version (4 bytes), length of the content (8 bytes), content as
 * {@link DataOutputStream} writes it, CRC-32C of all that (4 bytes).
 */
final class TraceFileFormat {
    private static final byte[] MAGIC = "TFTRACE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + Integer.BYTES + Long.BYTES;

    private TraceFileFormat() {}

    static void write(Path target, TraceFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content(new DataOutputStream(bytes), file);
        ByteBuffer whole = ByteBuffer.allocate(HEAD + bytes.size() + Integer.BYTES);
        whole.put(MAGIC).putInt(TraceFile.SCHEMA).putLong(bytes.size()).put(bytes.toByteArray());
        whole.putInt(checksum(whole.array(), whole.position()));
        WholeFile.write(target, out -> out.write(whole.array()));
    }

    /** Whether a file begins with the magic; one that cannot be read does not. */
    static boolean begins(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void content(DataOutputStream out, TraceFile file) throws IOException {
        Header header = file.header();
        out.writeUTF(header.tool());
        out.writeUTF(header.jvm());
        out.writeLong(header.pid());
        out.writeLong(header.startMillis());
        out.writeLong(header.snapshotMillis());
        out.writeBoolean(header.complete());
        out.writeInt(header.threads());
        out.writeBoolean(file.windowed());
        out.writeDouble(file.cost().call());
        out.writeDouble(file.cost().inside());
        out.writeDouble(file.cost().line());
        out.writeDouble(file.cost().again());
        out.writeInt(file.classes().size());
        for (ClassTimes type : file.classes()) type(out, type);
        out.writeInt(file.untraced().size());
        for (Uncounted one : file.untraced()) {
            out.writeUTF(one.className());
            out.writeUTF(one.method());
            out.writeUTF(one.reason());
        }
    }

    private static void type(DataOutputStream out, ClassTimes type) throws IOException {
        out.writeUTF(type.name());
        out.writeLong(type.identity());
        out.writeUTF(type.sourceFile());
        out.writeInt(type.methods().size());
        for (MethodTimes method : type.methods()) {
            out.writeUTF(method.name());
            out.writeUTF(method.descriptor());
            out.writeLong(method.calls());
            out.writeLong(method.inclusive());
            out.writeLong(method.exclusive());
            out.writeLong(method.made());
            out.writeLong(method.turns());
            out.writeLong(method.outermost());
            out.writeLong(method.innerCalls());
            out.writeLong(method.innerTurns());
            out.writeInt(method.lines().size());
            for (LineTime line : method.lines()) {
                out.writeInt(line.line());
                out.writeLong(line.entries());
                out.writeLong(line.nanos());
                out.writeLong(line.calls());
                out.writeLong(line.turns());
            }
        }
    }

    static TraceFile read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < HEAD || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged(file, "not a trace file", 0);
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, MAGIC.length, HEAD - MAGIC.length);
        int schema = head.getInt();
        if (schema != TraceFile.SCHEMA) {
            throw damaged(
                    file,
                    "format version " + schema + ", this version of Tallyflame reads " + TraceFile.SCHEMA,
                    MAGIC.length);
        }
        long length = head.getLong();
        if (length != bytes.length - HEAD - Integer.BYTES) throw damaged(file, "the file is truncated", bytes.length);
        int end = bytes.length - Integer.BYTES;
        if (checksum(bytes, end) != ByteBuffer.wrap(bytes).getInt(end)) throw damaged(file, "checksum error", end);
        return content(new DataInputStream(new ByteArrayInputStream(bytes, HEAD, end - HEAD)));
    }

    private static IOException damaged(Path file, String what, long at) {
        return new IOException(file + ": " + what + " (byte " + at + "); record the trace again");
    }

    private static TraceFile content(DataInputStream in) throws IOException {
        Header header = new Header(
                TraceFile.SCHEMA,
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readInt());
        boolean windowed = in.readBoolean();
        ProbeCost cost = new ProbeCost(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        Map<String, List<ClassTimes>> classes = new TreeMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            ClassTimes type = type(in);
            SameClass.merge(classes, type.name(), type, ClassTimes::isSame, ClassTimes::plus);
        }
        List<Uncounted> untraced = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) untraced.add(new Uncounted(in.readUTF(), in.readUTF(), in.readUTF()));
        return new TraceFile(
                header,
                windowed,
                cost,
                classes.values().stream().flatMap(List::stream).toList(),
                untraced);
    }

    private static ClassTimes type(DataInputStream in) throws IOException {
        return new ClassTimes(in.readUTF(), in.readLong(), in.readUTF(), methods(in));
    }

    private static List<MethodTimes> methods(DataInputStream in) throws IOException {
        List<MethodTimes> methods = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) methods.add(method(in));
        return methods;
    }

    private static MethodTimes method(DataInputStream in) throws IOException {
        return new MethodTimes(
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                lines(in));
    }

    private static List<LineTime> lines(DataInputStream in) throws IOException {
        List<LineTime> lines = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            lines.add(new LineTime(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return lines;
    }
}
