package tallyflame.analysis.coverage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.Interval;

/**
 * How often intervals hold the truth: this JVM records itself, one time after the other. {@code scripts/bench-coverage} runs it with
 * more recordings than a test can make.
 *
 * @param program what ran
 * @param recordings how often
 * @param intervals how many intervals there were, one for each method and recording
 * @param held how many of them hold the truth
 * @param bias mean difference of share and truth over all of them, of the method for which it is largest
 * @param halfWidth mean half width of the intervals
 * @param sampling what the reader says of the last recording
 */
record Coverage(
        String program,
        int recordings,
        int intervals,
        int held,
        double bias,
        double halfWidth,
        Profile.Sampling sampling) {
    private static final String THREAD = "known";
    private static final long WARM_UP_MILLIS = 500;

    /** Records a program several times. */
    static Coverage of(KnownProgram program, int recordings, Path folder) throws Exception {
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        SplittableRandom random = new SplittableRandom(42);
        run(program, random, WARM_UP_MILLIS);
        List<FunctionTable> tables = new ArrayList<>();
        List<Map<String, Double>> truths = new ArrayList<>();
        for (int i = 0; i < recordings; i++) {
            Path file = folder.resolve(program.event() + ".jfr");
            profiler.execute("start,jfr," + program.options() + ",file=" + file);
            try {
                truths.add(run(program, random.split(), program.millis()));
            } finally {
                profiler.execute("stop,file=" + file);
            }
            tables.add(read(file, program.event()));
            Files.delete(file);
        }
        Map<String, Double> all = new TreeMap<>();
        truths.forEach(truth -> truth.forEach((method, weight) -> all.merge(method, weight, Double::sum)));
        Sums sums = new Sums();
        for (int i = 0; i < recordings; i++) {
            sums.add(tables.get(i), program, shares(program.isOfEachRecording() ? truths.get(i) : all));
        }
        return sums.coverage(program, recordings);
    }

    private static Map<String, Double> shares(Map<String, Double> weights) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new TreeMap<>();
        weights.forEach((method, weight) -> shares.put(method, weight / all));
        return shares;
    }

    private static Map<String, Double> run(KnownProgram program, SplittableRandom random, long millis)
            throws Exception {
        CompletableFuture<Map<String, Double>> truth = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        truth.complete(program.run(random, millis));
                    } catch (InterruptedException e) {
                        truth.completeExceptionally(e);
                    }
                },
                THREAD);
        thread.start();
        thread.join();
        return truth.get();
    }

    private static FunctionTable read(Path file, String event) throws Exception {
        ReadOptions options = ReadOptions.defaults()
                .withEvents(event)
                .withThread(THREAD)
                .withMeasuredWindowOnly(false)
                .withSamples(event.equals("wall"));
        return FunctionTable.of(RecordingReader.read(List.of(file), options).get(0));
    }

    /** What has been found so far. */
    private static final class Sums {
        private final Map<String, Double> biases = new TreeMap<>();
        private int intervals;
        private int held;
        private int recordings;
        private double halfWidths;
        private Profile.Sampling sampling;

        void add(FunctionTable table, KnownProgram program, Map<String, Double> truth) {
            recordings++;
            sampling = table.sampling();
            truth.forEach((method, share) -> {
                String name = program.getClass().getName() + "." + method;
                Function function = table.functions().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> unseen(name));
                Interval interval = table.totalShare(function);
                biases.merge(method, interval.value() - share, Double::sum);
                if (!Double.isNaN(interval.low())) {
                    intervals++;
                    held += interval.low() <= share && share <= interval.high() ? 1 : 0;
                    halfWidths += (interval.high() - interval.low()) / 2;
                }
            });
        }

        /** A function that no sample hit: its interval begins at 0, and may be wrong like any other. */
        private static Function unseen(String name) {
            return new Function(name, 0, 0, 0, 0, 0, 0);
        }

        Coverage coverage(KnownProgram program, int of) {
            double bias = biases.values().stream().reduce(0.0, (a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
            return new Coverage(
                    program.getClass().getSimpleName(),
                    of,
                    intervals,
                    held,
                    bias / recordings,
                    halfWidths / Math.max(1, intervals),
                    sampling);
        }
    }
}
