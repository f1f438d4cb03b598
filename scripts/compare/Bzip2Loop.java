import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Packs a file with commons-compress' bzip2 and unpacks it, again and again: code that is not ours, always the same work. */
final class Bzip2Loop {
    private Bzip2Loop() {}

    public static void main(String[] arguments) throws Exception {
        byte[] text = Files.readAllBytes(Path.of(arguments[0]));
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed, 9)) {
                out.write(text);
            }
            try (BZip2CompressorInputStream in =
                    new BZip2CompressorInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
                if (in.readAllBytes().length != text.length) throw new IllegalStateException("not what was packed");
            }
        }
    }
}
