package tallyflame.analysis.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.analysis.spans.SpanFilter;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.statistics.ShareOverUnits;
import tallyflame.analysis.statistics.ShareOverUnits.Unit;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;

/** The function of each stage that has most of the samples to itself, over all attempts at its tasks. */
final class TopFunctions {
    /**
     * A function.
     *
     * @param share of the weight of the stage's samples, its interval over executors
     */
    record Top(String name, Interval share) {}

    private final Map<String, Top> byStage = new HashMap<>();

    /** Those of some stages; none of those without a sample. */
    static TopFunctions of(Evidence evidence, List<TaskGroup> stages) throws IOException {
        TopFunctions functions = new TopFunctions();
        if (!evidence.recordings().isEmpty()) {
            for (TaskGroup stage : stages) {
                functions.top(evidence, stage.key()).ifPresent(top -> functions.byStage.put(stage.key(), top));
            }
        }
        return functions;
    }

    /** That of a stage; {@code null} if it has none. */
    Top of(TaskGroup stage) {
        return byStage.get(stage.key());
    }

    private Optional<Top> top(Evidence evidence, String stage) throws IOException {
        ReadOptions options;
        try {
            options = SpanSet.read(evidence, new SpanFilter(stage, -1, 0, 1)).narrow(samples());
        } catch (InputException e) {
            return Optional.empty(); // no task of it is in the recordings, as the ledger says
        }
        List<Map<String, Long>> byExecutor = new ArrayList<>();
        for (Fork fork : evidence.sampled()) {
            for (Jvm jvm : fork.jvms()) {
                Map<String, Long> self = self(jvm, options);
                if (!self.isEmpty()) {
                    byExecutor.add(self);
                }
            }
        }
        Map<String, Long> all = new HashMap<>();
        byExecutor.forEach(self -> self.forEach((name, weight) -> all.merge(name, weight, Long::sum)));
        return all.entrySet().stream()
                .max(Comparator.comparingLong((Map.Entry<String, Long> entry) -> entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> new Top(entry.getKey(), share(entry.getKey(), byExecutor)));
    }

    private static ReadOptions samples() {
        return ReadOptions.defaults()
                .withPrimaryEvent()
                .withMeasuredWindowOnly(false)
                .withDetail(FrameDetail.METHODS);
    }

    /** The weight that each function of a JVM has to itself. */
    private static Map<String, Long> self(Jvm jvm, ReadOptions options) throws IOException {
        Map<String, Long> self = new HashMap<>();
        Optional<Profile> profile = jvm.samples(options).stream().findFirst();
        if (profile.isPresent()) {
            for (Function function : FunctionTotals.of(profile.get().tree(), 1)) {
                if (function.self() > 0) {
                    self.merge(function.name(), function.self(), Long::sum);
                }
            }
        }
        return self;
    }

    private static Interval share(String name, List<Map<String, Long>> byExecutor) {
        return ShareOverUnits.of(byExecutor.stream()
                .map(self -> new Unit(
                        self.getOrDefault(name, 0L),
                        self.values().stream().mapToLong(Long::longValue).sum()))
                .toList());
    }
}
