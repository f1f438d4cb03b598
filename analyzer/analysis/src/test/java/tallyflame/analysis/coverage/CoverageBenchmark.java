package tallyflame.analysis.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@link CoverageTest} measures, with more recordings: {@code -Dbench.recordings=200}. {@code scripts/bench-coverage} runs it. */
@EnabledIfSystemProperty(named = "bench.recordings", matches = "\\d+")
class CoverageBenchmark {
    private static final List<KnownProgram> PROGRAMS = List.of(
            new KnownWork(),
            new KnownBytes(),
            KnownMalloc.all(),
            KnownMalloc.leaks(),
            new KnownWaits(),
            new KnownNaps());

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        int recordings = Integer.getInteger("bench.recordings");
        for (KnownProgram program : PROGRAMS) {
            Coverage found = Coverage.of(program, recordings, folder);
            assertThat(found.recordings()).isEqualTo(recordings);
            System.out.printf(
                    Locale.ROOT,
                    "JDK %d  %-7s %4d recordings  %4d of %4d intervals (%.1f %%)  bias %+.4f  ± %.4f  %s%n",
                    Runtime.version().feature(),
                    program.event(),
                    found.recordings(),
                    found.held(),
                    found.intervals(),
                    100.0 * found.held() / Math.max(1, found.intervals()),
                    found.bias(),
                    found.halfWidth(),
                    found.sampling());
        }
    }
}
