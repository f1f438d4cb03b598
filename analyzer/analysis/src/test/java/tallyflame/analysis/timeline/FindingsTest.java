package tallyflame.analysis.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /** What one reads elsewhere in a report is written in the same way here. */
    @Test
    void timesStatesAndTypesAreWrittenAsElsewhere() {
        assertThat(PlainWords.of("paused during 11/29/2026, 1:05:17.000 AM – 1:05:19 AM"))
                .isEqualTo("paused during 2026-11-29 01:05:17 to 01:05:19");
        assertThat(PlainWords.of("from 11/29/26, 11:59:59.250\u202fPM – 11/30/26, 12:00:01 AM."))
                .isEqualTo("from 2026-11-29 23:59:59.250 to 2026-11-30 00:00:01.");
        assertThat(PlainWords.of("in STATE_SLEEPING for 12.5 \u03bcs, 3 us each, STATE_IN_OBJECT_WAIT_TIMED"))
                .isEqualTo("in sleeping for 12.5 µs, 3 µs each, waiting in Object.wait()");
        assertThat(PlainWords.of(
                        "a.B.run(Ljava/lang/String;[[I)V, a.B.size()I, a.B.c$d(Lx/Y$Z;)La/B; and go() (I think)"))
                .isEqualTo("a.B.run(String, int[][]), a.B.size(), a.B.c$d(Y.Z) and go() (I think)");
    }

    @Test
    void findingsOfARecordingHaveTheSameTimesInEveryLocale() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Findings german = Findings.of(List.of(Recordings.jdk()));
            Locale.setDefault(Locale.US);
            assertThat(Findings.of(List.of(Recordings.jdk()))).isEqualTo(german);
            assertThat(german.findings()).isNotEmpty();
            assertThat(german.findings().toString())
                    .doesNotContainPattern("\\d [AP]M\\b|\\d/\\d+/\\d|STATE_|\\(L\\w+/");
        } finally {
            Locale.setDefault(before);
        }
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
