package tallyflame.modules.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.parquet.ParquetOutput;

/**
 * Reading needs memory for pages and a batch, not for the data set: many times the heap passes through, all in one row
 * group, which is the hardest case. {@code scripts/check-memory} does the same with 200 000 alerts and a heap of 1 GB.
 */
class StreamingTest {
    private static final int ALERTS = 10_000;
    private static final int STAMP_BYTES = 12_000;

    @TempDir
    private Path folder;

    @Test
    void tenTimesTheHeapPassesThrough() throws Exception {
        Path file = folder.resolve("large.parquet");
        byte[] stamp = new byte[STAMP_BYTES];
        new Random(1).nextBytes(stamp);
        var schema = MessageTypeParser.parseMessageType("message alert { required binary objectId (STRING);"
                + " required int64 candid; required group cutoutScience { required binary stampData; } }");
        try (ParquetOutput output = ParquetOutput.create(file, schema, ALERTS)) {
            for (int i = 0; i < ALERTS; i++) {
                long candid = i;
                output.write(row -> {
                    row.text("objectId", "ZTF");
                    row.integer("candid", candid);
                    row.struct("cutoutScience", cutout -> cutout.bytes("stampData", stamp));
                });
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process reader = new ProcessBuilder(
                        java,
                        "-Xmx12m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamingMain.class.getName(),
                        file.toString(),
                        "100",
                        "cutoutScience.stampData")
                .redirectErrorStream(true)
                .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains(ALERTS + " alerts, " + (long) ALERTS * STAMP_BYTES + " bytes of stamps");
        assertThat(reader.exitValue()).isZero();
    }
}
