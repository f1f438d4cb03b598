package tallyflame.analysis.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.recordings.Recordings;

/** Rules on damaged recordings: what they say goes into the page and nowhere else. */
class FindingsTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsLoggedOfDamagedRecordings() throws Exception {
        byte[] whole = Files.readAllBytes(Recordings.jdk());
        byte[] garbage = whole.clone();
        Arrays.fill(garbage, garbage.length / 10, garbage.length / 10 + 2000, (byte) 0x55);
        Path half = Files.write(folder.resolve("half.jfr"), Arrays.copyOf(whole, whole.length * 3 / 4));
        List<String> logged = new ArrayList<>();
        Handler handler = collecting(logged);
        Logger.getLogger("").addHandler(handler);
        try {
            assertThat(Findings.of(List.of(half)).problem()).isEmpty();
            assertThat(Findings.of(List.of(Files.write(folder.resolve("garbage.jfr"), garbage)))
                            .problem())
                    .startsWith("JMC cannot read the recording: ");
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    private static Handler collecting(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getLoggerName() + " " + line.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
