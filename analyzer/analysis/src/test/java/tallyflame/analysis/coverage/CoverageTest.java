package tallyflame.analysis.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.Profile.Sampling;

/** 95 % intervals hold the truth in at least 52 of 60 cases; that fewer do has a probability under 1 in 1000 if they are right. */
class CoverageTest {
    private static final int RECORDINGS = 20;
    private static final int LEAST = 52;

    @TempDir
    private Path folder;

    /** Of the program, not only of what happened to be recorded: naps are few, and their lengths are random. */
    @Test
    void naps() throws Exception {
        Coverage coverage = Coverage.of(new KnownNaps(), RECORDINGS, folder);
        assertThat(coverage.intervals()).isEqualTo(3 * RECORDINGS);
        assertThat(coverage.held()).as(coverage.toString()).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void work() throws Exception {
        holds(new KnownWork());
    }

    /** Blocks below the interval are drawn by their size; all others are recorded. */
    @Test
    void nativeMemory() throws Exception {
        holds(KnownMalloc.all());
    }

    @Test
    void leaks() throws Exception {
        holds(KnownMalloc.leaks());
    }

    @Test
    void waitsForALock() throws Exception {
        holds(new KnownWaits());
    }

    private void holds(KnownProgram program) throws Exception {
        Coverage coverage = Coverage.of(program, RECORDINGS, folder);
        assertThat(coverage.sampling()).isEqualTo(Sampling.RANDOM);
        assertThat(coverage.intervals()).isEqualTo(3 * RECORDINGS);
        assertThat(coverage.held()).as(coverage.toString()).isGreaterThanOrEqualTo(LEAST);
    }

    /** Before JDK 25 the JVM's own sampler is wrong about large objects, so there is no interval. */
    @Test
    void bytes() throws Exception {
        Coverage coverage = Coverage.of(new KnownBytes(), RECORDINGS, folder);
        if (Runtime.version().feature() < 25) {
            assertThat(coverage.sampling()).isEqualTo(Sampling.BIASED);
            assertThat(coverage.intervals()).isZero();
        } else {
            assertThat(coverage.intervals()).isEqualTo(3 * RECORDINGS);
            assertThat(coverage.held()).as(coverage.toString()).isGreaterThanOrEqualTo(LEAST);
        }
    }
}
