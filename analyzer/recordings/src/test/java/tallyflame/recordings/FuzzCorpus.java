package tallyflame.recordings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Small recordings to begin fuzzing with. */
public final class FuzzCorpus {
    /** An input and the name of its file. */
    public record Seed(String name, byte[] bytes) {}

    private FuzzCorpus() {}

    /** Recordings of three layouts, of two chunks, and compressed in each way that is read. */
    public static List<Seed> recordings() throws IOException {
        byte[] plain = JdkLayout.recording(17);
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(plain);
        two.writeBytes(JdkLayout.recording(21));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(plain);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a.jfr"));
            out.write(plain);
        }
        ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4FrameOutputStream(lz4, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB)) {
            out.write(plain);
        }
        return List.of(
                new Seed("jdk11", JdkLayout.recording(11)),
                new Seed("jdk17", plain),
                new Seed("two", two.toByteArray()),
                new Seed("gzip", gzip.toByteArray()),
                new Seed("zip", zip.toByteArray()),
                new Seed("lz4", lz4.toByteArray()));
    }
}
