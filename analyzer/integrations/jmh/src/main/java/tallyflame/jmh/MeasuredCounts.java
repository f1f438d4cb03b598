package tallyflame.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import tallyflame.annotations.Difference;
import tallyflame.annotations.Mark;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runs.RunDirectory;

/** Exact counts of the measured iterations of a fork, in the fork. */
final class MeasuredCounts {
    private static final String GENERATED = ".jmh_generated.";

    private final ProfilerOptions options;
    private final Path directory;
    private Difference sum;
    private long operations;
    private List<String> shown;

    MeasuredCounts(ProfilerOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** Forgets what was counted until now: a warm-up. */
    void skip() {
        Mark.collect();
    }

    /**
     * Takes in a measured iteration.
     *
     * @param ops operations that were executed
     * @return hits of lines and calls of functions, each for one operation
     */
    List<Result<?>> add(long ops) throws IOException {
        Difference iteration = Mark.collect();
        byte[] bytes = iteration.countFile(type -> !type.contains(GENERATED));
        if (sum == null) {
            sum = iteration;
        } else {
            sum.add(iteration);
        }
        operations += ops;
        Files.write(directory.resolve(RunDirectory.COUNTS), sum.countFile(type -> !type.contains(GENERATED)));
        Files.writeString(directory.resolve(RunDirectory.OPERATIONS), Long.toString(operations));
        return results(CountFile.read(bytes, "the counts of the iteration"), ops);
    }

    private List<Result<?>> results(CountFile counts, long ops) {
        Map<String, Long> hits = new TreeMap<>();
        Map<String, Long> calls = new TreeMap<>();
        Map<String, Long> objects = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        for (ClassCounts type : counts.classes()) {
            for (MethodCounts method : type.methods()) {
                calls.merge("entered(" + simple(type.name()) + "." + method.name() + ")", method.entered(), Long::sum);
                for (Allocated allocated :
                        method.allocations().map(Allocations::allocated).orElse(List.of())) {
                    String line = type.sourceFile() + ":" + allocated.line() + ")";
                    objects.merge("objects(" + line, allocated.objects(), Long::sum);
                    // What is not known stays unknown.
                    bytes.merge("bytes(" + line, allocated.bytes(), Allocated::sum);
                }
                for (LineHits line : method.lines()) {
                    hits.merge(label(type.sourceFile() + ":" + line.line()), line.hits(), Long::sum);
                }
            }
        }
        if (shown == null) {
            shown = new ArrayList<>();
            if (options.lines().isEmpty()) {
                shown.addAll(mostFrequent(hits));
            } else {
                options.lines().forEach(line -> shown.add(label(line)));
            }
            shown.addAll(mostFrequent(calls));
            shown.addAll(mostFrequent(objects));
            shown.addAll(mostFrequent(bytes));
        }
        Map<String, Long> all = new LinkedHashMap<>(hits);
        all.putAll(calls);
        all.putAll(objects);
        bytes.forEach((line, n) -> {
            if (n != Allocated.UNKNOWN) all.put(line, n);
        });
        List<Result<?>> results = new ArrayList<>();
        for (String label : shown) {
            // A line that is named and does not exist has no figure.
            if (!all.containsKey(label)) continue;
            double each = (double) all.get(label) / (double) Math.max(ops, 1);
            results.add(new ScalarResult(label, each, unit(label), AggregationPolicy.AVG));
        }
        return results;
    }

    private static String unit(String label) {
        String what = label.substring(0, label.indexOf('('));
        return (what.equals("entered") ? "calls" : what) + "/op";
    }

    private static String label(String line) {
        return "hits(" + line + ")";
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private List<String> mostFrequent(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(options.top())
                .map(Map.Entry::getKey)
                .toList();
    }
}
