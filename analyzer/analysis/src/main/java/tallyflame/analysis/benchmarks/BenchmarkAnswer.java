package tallyflame.analysis.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;

/** The answer of {@code jmh}: scores, and exact counts for one operation. */
public final class BenchmarkAnswer {
    private BenchmarkAnswer() {}

    /** Key of the JSON document. */
    private record Document(int schema, List<Benchmark> benchmarks, List<String> missing) {}

    /** Hits of a line or calls of a function. */
    private record Count(Benchmark benchmark, String of, double each) {}

    /**
     * The answer.
     *
     * @param missing what there is no profile of, one sentence each
     */
    public static Answer of(List<Benchmark> benchmarks, List<String> missing) {
        List<Count> counts = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            for (Map.Entry<String, Double> count : benchmark.counts().entrySet()) {
                counts.add(new Count(benchmark, count.getKey(), count.getValue()));
            }
        }
        Answer answer = new Answer("Benchmarks", () -> new Document(1, benchmarks, missing))
                .lines(missing)
                .table(Table.of(benchmarks)
                        .caption("scores, without a profiler")
                        .code("benchmark", Benchmark::shortName)
                        .text("mode", Benchmark::mode)
                        .figure("score", benchmark -> figure(benchmark.score()))
                        .figure("99.9 %", benchmark -> figure(benchmark.low()) + " to " + figure(benchmark.high()))
                        .text("unit", Benchmark::unit));
        return counts.isEmpty()
                ? answer
                : answer.table(Table.of(counts)
                        .caption("exact counts for one operation")
                        .code("benchmark", count -> count.benchmark().shortName())
                        .code("of", Count::of)
                        .figure("each", count -> figure(count.each())));
    }

    static String figure(double value) {
        if (Double.isNaN(value)) return "?";
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.1f" : "%.4g", value);
    }
}
