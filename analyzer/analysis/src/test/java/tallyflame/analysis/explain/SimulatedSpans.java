package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.Wait;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchKind;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;

/**
 * Spans of a method whose lines cost what is known:
 *
 * <pre>
 *  10  for (int i = 0; i &lt; n; i++)     5 ns a turn with its body
 *  11      body
 *  12  while (j &gt; 0)                  20 ns a turn with its body
 *  13      body
 *  14  if (rare)
 *  15      for (k &lt; 1000)              2 ns a turn with its body
 *  16          body
 * </pre>
 */
final class SimulatedSpans {
    static final int FOR = 10;
    static final int WHILE = 12;
    static final int RARE = 14;
    private static final double SAMPLE = 1e6;

    private final Random random;
    private final List<MeasuredSpan> spans = new ArrayList<>();
    private final SpanWork work = new SpanWork();
    /** What was planted in slow spans beyond others, in nanoseconds, by cause. */
    private final Map<Cause, Double> planted = new EnumMap<>(Cause.class);

    SimulatedSpans(long seed) {
        random = new Random(seed);
    }

    /** A span with so many turns of both loops, whether it takes the rare way, how many times dearer its work is, and what it waits for. */
    void add(long turnsFor, long turnsWhile, boolean rare, double dearer, Map<Wait, Long> waits, long stopped) {
        double nanos = 300_000 + 5.0 * turnsFor + 20.0 * turnsWhile + (rare ? 2.0 * 1_000_000 : 0);
        double cpu = nanos * dearer * (1 + 0.02 * random.nextGaussian());
        long idle = (long) (20_000 * -Math.log(1 - random.nextDouble()));
        long waited = waits.values().stream().mapToLong(Long::longValue).sum();
        int samples = (int) Math.floor(cpu / SAMPLE + random.nextDouble());
        String tag = String.valueOf(spans.size());
        spans.add(new MeasuredSpan(
                "work",
                tag,
                "main",
                1_000_000_000L * spans.size(),
                (long) cpu + idle + waited + stopped,
                samples,
                samples * SAMPLE,
                waits,
                stopped,
                stopped));
        work.add(tag, counts(turnsFor, turnsWhile, rare ? 1 : 0));
    }

    static Map<Wait, Long> waiting(Wait wait, long nanos) {
        return Map.of(wait, nanos);
    }

    private static List<ClassCounts> counts(long turnsFor, long turnsWhile, long rare) {
        List<LineHits> lines = List.of(
                new LineHits(9, 1),
                new LineHits(FOR, turnsFor + 1),
                new LineHits(11, turnsFor),
                new LineHits(WHILE, turnsWhile + 1),
                new LineHits(13, turnsWhile),
                new LineHits(RARE, 1),
                new LineHits(15, rare * 1_000_001),
                new LineHits(16, rare * 1_000_000));
        List<Branch> branches = List.of(
                branch(FOR, 11, turnsFor, WHILE, 1),
                branch(WHILE, 13, turnsWhile, RARE, 1),
                branch(RARE, 15, rare, 17, 1 - rare),
                branch(15, 16, rare * 1_000_000, 17, rare));
        MethodCounts method = new MethodCounts("work", "()V", 9, 1, -1, 0, 0, lines, branches);
        return List.of(new ClassCounts("org.acme.Work", 1, "Work.java", List.of(method)));
    }

    private static Branch branch(int line, int to, long taken, int other, long otherwise) {
        return new Branch(
                line, 0, BranchKind.JUMP, List.of(new BranchOutcome(to, taken), new BranchOutcome(other, otherwise)));
    }

    /** Where every hundredth is slow, and turns vary a little in all. */
    static SimulatedSpans of(long seed, int spans, Cause... causes) {
        SimulatedSpans simulated = new SimulatedSpans(seed);
        for (int i = 0; i < spans; i++) {
            long turnsFor = Math.round(100_000 * (1 + 0.03 * simulated.random.nextGaussian()));
            long turnsWhile = Math.round(50_000 * (1 + 0.03 * simulated.random.nextGaussian()));
            Cause cause = i % 100 == 7 && causes.length > 0 ? causes[i / 100 % causes.length] : null;
            Map<Wait, Long> waits = new EnumMap<>(Wait.class);
            for (Wait wait : Wait.values()) {
                if (cause == Cause.of(wait)) {
                    waits.put(wait, 15_000_000 + simulated.random.nextInt(5_000_000) * 1L);
                }
            }
            simulated.add(
                    turnsFor,
                    cause == Cause.MORE_WORK ? 10 * turnsWhile : turnsWhile,
                    false,
                    cause == Cause.SLOWER_WORK ? 6 : 1,
                    waits,
                    cause == Cause.STOPPED ? 12_000_000 : 0);
        }
        return simulated;
    }

    List<Observation> observations(boolean counted) {
        return spans.stream()
                .map(span -> new Observation(span, counted ? work.of(span.tag()).orElseThrow() : null))
                .toList();
    }

    SpanWork work() {
        return work;
    }
}
