package tallyflame.analysis.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.Differ;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.recordings.ReadOptions;

/**
 * What changed in one benchmark. Component names are the keys of the JSON document.
 *
 * @param time time of an operation in the second version as a multiple of the first's, with the range that both intervals of JMH
 *     leave, each at its worst
 * @param work hits of all lines for one operation as a multiple of the first's; {@code null} if one was not counted
 * @param line the line whose hits changed most, {@code null} if none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkDiff(
        String benchmark,
        double time,
        double low,
        double high,
        Double work,
        String line,
        Double hitsBefore,
        Double hitsAfter,
        String verdict) {
    private static final double SAME = 1e-9;

    /** Key of the JSON document. */
    private record Document(int schema, List<BenchmarkDiff> benchmarks, List<String> alone) {}

    /**
     * Compares two folders that the verb {@code jmh} has made.
     *
     * @throws IOException if one of them cannot be read
     */
    public static Answer of(Path before, Path after) throws IOException {
        Map<String, Benchmark> first = new HashMap<>();
        for (Benchmark benchmark : Benchmark.read(before)) first.put(benchmark.id(), benchmark);
        List<BenchmarkDiff> rows = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        for (Benchmark benchmark : Benchmark.read(after)) {
            Benchmark other = first.remove(benchmark.id());
            if (other == null) {
                alone.add(benchmark.shortName() + " is only in " + after);
            } else {
                rows.add(of(other, benchmark));
            }
        }
        first.values().forEach(benchmark -> alone.add(benchmark.shortName() + " is only in " + before));
        return new Answer("Benchmarks, before and after", () -> new Document(1, rows, alone))
                .lines(alone)
                .table(Table.of(rows)
                        .code("benchmark", BenchmarkDiff::benchmark)
                        .figure("time of an operation", row -> times(row.time()))
                        .figure("range", row -> times(row.low()) + " to " + times(row.high()))
                        .figure("hits of an operation", row -> row.work() == null ? "?" : times(row.work()))
                        .text("verdict", BenchmarkDiff::verdict));
    }

    private static BenchmarkDiff of(Benchmark before, Benchmark after) throws IOException {
        boolean rate = after.isRate();
        double time = rate ? before.score() / after.score() : after.score() / before.score();
        double low = rate ? before.low() / after.high() : after.low() / before.high();
        double high = rate ? before.high() / after.low() : after.high() / before.low();
        if (before.run() == null || after.run() == null) {
            return new BenchmarkDiff(
                    after.shortName(), time, low, high, null, null, null, null, verdict(low, high) + "; not counted");
        }
        Diff diff = Differ.of(version(before), version(after), Noise.UNKNOWN);
        double work =
                diff.work().map(totals -> totals.after() / totals.before()).orElse(1.0);
        LineChange most = diff.lines().stream()
                .filter(line -> Math.abs(line.moreHits()) > SAME)
                .max(Comparator.comparing(LineChange::origin).thenComparingDouble(line -> Math.abs(line.moreHits())))
                .orElse(null);
        return new BenchmarkDiff(
                after.shortName(),
                time,
                low,
                high,
                work,
                most == null ? null : place(most),
                most == null ? null : hits(most.hitsBefore()),
                most == null ? null : hits(most.hitsAfter()),
                most == null ? sameWork(low, high) : otherWork(most, work, low, high));
    }

    private static Version version(Benchmark benchmark) throws IOException {
        return VersionReader.read(List.of(Path.of(benchmark.run())), ReadOptions.defaults(), List.of());
    }

    private static String verdict(double low, double high) {
        return low > 1 ? "slower" : high < 1 ? "faster" : "time undecided";
    }

    private static String sameWork(double low, double high) {
        return low > 1
                ? "slower work: the same hits, each takes longer"
                : high < 1 ? "faster work: the same hits, each takes less" : "same work, time undecided";
    }

    private static String otherWork(LineChange line, double work, double low, double high) {
        String more = line.moreHits() > 0 ? "MORE WORK" : "less work";
        String each = low > work ? ", and each hit takes longer" : high < work ? ", and each hit takes less" : "";
        return more + ": " + place(line) + " " + BenchmarkAnswer.figure(hits(line.hitsBefore())) + " → "
                + BenchmarkAnswer.figure(hits(line.hitsAfter())) + " hits an operation; " + verdict(low, high) + each;
    }

    private static String place(LineChange line) {
        String file = line.file() == null
                ? line.className()
                : line.file().substring(line.file().lastIndexOf('/') + 1);
        return file + ":" + (line.line() > 0 ? line.line() : line.lineBefore());
    }

    private static double hits(Double hits) {
        return hits == null ? 0 : hits;
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) || Double.isInfinite(ratio) ? "?" : String.format(Locale.ROOT, "× %.3f", ratio);
    }
}
