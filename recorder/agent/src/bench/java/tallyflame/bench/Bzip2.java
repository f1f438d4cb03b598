package tallyflame.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Java source text through commons-compress' bzip2 and back. */
final class Bzip2 implements Workload {
    private static final int BYTES = 600_000;
    private final byte[] text;

    Bzip2(Path sources) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String source : Sources.read(sources).values()) {
            all.writeBytes(source.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        text = Arrays.copyOf(all.toByteArray(), BYTES);
    }

    @Override
    public long run() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed, 9)) {
            out.write(text);
        }
        try (BZip2CompressorInputStream in =
                new BZip2CompressorInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            byte[] back = in.readNBytes(BYTES + 1);
            return 31L * Arrays.hashCode(back) + packed.size();
        }
    }
}
