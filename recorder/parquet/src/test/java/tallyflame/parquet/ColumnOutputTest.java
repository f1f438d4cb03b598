package tallyflame.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class ColumnOutputTest {
    /** A device on which every write fails, as on a full disk. */
    private static final Path FULL = Path.of("/dev/full");

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message m { required int64 n; }");

    static boolean hasFullDevice() {
        return Files.isWritable(FULL) && Files.isDirectory(Path.of("/proc/self/fd"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFileThatCannotBeWrittenIsClosedAllTheSame() throws IOException {
        ColumnOutput output = new ColumnOutput(
                FULL,
                SCHEMA,
                CompressionCodecName.UNCOMPRESSED,
                ParquetProperties.builder().build(),
                10_000,
                Map.of());
        assertThatThrownBy(() -> {
                    for (long row = 0; row < 100_000; row++) {
                        output.columns()
                                .getColumnWriter(SCHEMA.getColumns().get(0))
                                .write(row * row, 0, 0);
                        output.columns().endRecord();
                        output.endRow();
                    }
                })
                .hasMessageContaining("No space left");
        assertThatThrownBy(output::close).isInstanceOf(Exception.class);
        assertThat(openFiles()).doesNotContain(FULL);
    }

    private static Stream<Path> openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.toList().stream().map(ColumnOutputTest::target);
        }
    }

    /** What an open file is; itself, if it has been closed since. */
    private static Path target(Path open) {
        try {
            return Files.readSymbolicLink(open);
        } catch (IOException closed) {
            return open;
        }
    }
}
