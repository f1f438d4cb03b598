package tallyflame.flamegraphs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadNamesTest {
    @ParameterizedTest
    @CsvSource({
        "pool-1-thread-7,                  pool-1-thread-#",
        "ForkJoinPool.commonPool-worker-3, ForkJoinPool.commonPool-worker-#",
        "GC Thread#12,                     GC Thread#",
        "C2 CompilerThread0,               C2 CompilerThread#",
        "virtual-4711,                     virtual-#",
        "Http2-Server,                     Http2-Server",
        "main,                             main"
    })
    void threadsOfAPoolHaveOneName(String thread, String pool) {
        assertThat(ThreadNames.pool(thread)).isEqualTo(pool);
    }
}
