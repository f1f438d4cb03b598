package tallyflame.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tallyflame.annotations.Span;

/** The same work without and within a span: what the span costs where nobody records, and where the agent counts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanCost {
    /** Turns of the loop within a span. */
    @Param({"1", "100000"})
    public int turns;

    private int seed = 42;

    @Benchmark
    public int without() {
        return work();
    }

    @Benchmark
    @SuppressWarnings("try") // spans are only to be closed
    public int within() {
        try (Span span = Span.of("work").tag(seed)) {
            return work();
        }
    }

    private int work() {
        int x = seed;
        for (int i = 0; i < turns; i++) {
            x = (x & 1) == 0 ? x * 1103515245 + 12345 : x ^ x >>> 7;
        }
        seed = x;
        return x;
    }
}
