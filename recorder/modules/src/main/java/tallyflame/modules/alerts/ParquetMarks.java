package tallyflame.modules.alerts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The marks at both ends of a Parquet file, looked at before parquet-java does, to say plainly what is wrong. */
final class ParquetMarks {
    private static final String MARK = "PAR1";
    private static final String ENCRYPTED = "PARE";
    /** Mark, footer length, mark. */
    private static final int SMALLEST = 12;

    private ParquetMarks() {}

    static void require(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long size = file.length();
            if (size == 0) {
                throw new AlertDataException(
                        path, "is empty (0 bytes), so it is not a Parquet file; remove it or write it again");
            }
            if (size < SMALLEST || !read(file, 0).equals(MARK)) {
                throw new AlertDataException(
                        path,
                        "is not a Parquet file (" + size + " bytes, does not begin with " + MARK + "); remove it");
            }
            String end = read(file, size - MARK.length());
            if (end.equals(ENCRYPTED)) {
                throw new AlertDataException(path, "is encrypted, which cannot be read; write it unencrypted");
            }
            if (!end.equals(MARK)) {
                throw new AlertDataException(
                        path,
                        "is cut short (" + size + " bytes, does not end with " + MARK + "); copy or write it again");
            }
        }
    }

    private static String read(RandomAccessFile file, long position) throws IOException {
        byte[] bytes = new byte[MARK.length()];
        file.seek(position);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
