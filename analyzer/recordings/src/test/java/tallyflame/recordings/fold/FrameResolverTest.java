package tallyflame.recordings.fold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameResolverTest {
    /** Names in async-profiler's library for stacks that it could not walk, or had no room for. */
    @ParameterizedTest
    @CsvSource({
        "unknown_Java, true",
        "[not_walkable_not_Java], true",
        "[GC_active], true",
        "storage_overflow, true",
        "break_deopt, true",
        "skipped, true",
        "skipped_by_me, false",
        "unknown_state_of_mine, false",
        "pthread_exit, false"
    })
    void stacksThatCouldNotBeWalkedAreKnown(String symbol, boolean failure) {
        assertThat(FrameResolver.isFailure(symbol)).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "a.B$$Lambda$679+0x00007f82a813c208.798310141, a.B$$Lambda",
        "a.B$$Lambda$680.0x00007f4088132d48,           a.B$$Lambda",
        "a.B$$Lambda.0x00007f4088132d48,               a.B$$Lambda",
        "a.B$$Lambda$14.1234567,                       a.B$$Lambda",
        "java.lang.invoke.LambdaForm$MH.0x00007f40,    java.lang.invoke.LambdaForm$MH",
        "jdk.proxy2.$Proxy17,                          jdk.proxy2.$Proxy",
        "jdk.internal.reflect.GeneratedMethodAccessor3, jdk.internal.reflect.GeneratedMethodAccessor",
        "a.B$1,                                        a.B$1",
        "a.Lambda$2,                                   a.Lambda$2"
    })
    void namesLoseWhatDiffersFromRunToRun(String name, String normalized) {
        assertThat(FrameResolver.normalized(name)).isEqualTo(normalized);
    }
}
