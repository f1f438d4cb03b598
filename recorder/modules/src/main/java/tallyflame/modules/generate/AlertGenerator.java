package tallyflame.modules.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.parquet.ParquetOutput;

/**
 * Writes synthetic alerts as Parquet files. Memory: one row group, however many alerts are made. The same count and seed
 * give the same bytes (with the same zlib: the JDK's own, unless it was built to use the system's), and the first alerts
 * of a larger set are those of a smaller one.
 */
public final class AlertGenerator {
    /** Alerts in memory at a time, about 20 MB. */
    private static final int ROWS_PER_GROUP = 500;

    private static final int ALERTS_PER_FILE = 10_000;

    private AlertGenerator() {}

    /**
     * Writes alerts into a folder, which is made if need be. Files are written under a hidden name first.
     *
     * @param count how many
     * @return the files, in order
     */
    public static List<Path> write(Path outDir, int count, long seed) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("number of alerts " + count + ", must be at least 1");
        }
        Files.createDirectories(outDir);
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < count; from += ALERTS_PER_FILE) {
            Path file = outDir.resolve(String.format(Locale.ROOT, "alerts-%05d.parquet", files.size()));
            writeFile(file, from, Math.min(count, from + ALERTS_PER_FILE), seed);
            files.add(file);
        }
        return files;
    }

    private static void writeFile(Path file, int from, int to, long seed) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        StampFile stamps = new StampFile();
        try (ParquetOutput output = ParquetOutput.create(unfinished, SyntheticAlert.schema(), ROWS_PER_GROUP)) {
            for (int index = from; index < to; index++) {
                SyntheticAlert alert = new SyntheticAlert(seed, index);
                output.write(row -> alert.write(row, stamps));
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
