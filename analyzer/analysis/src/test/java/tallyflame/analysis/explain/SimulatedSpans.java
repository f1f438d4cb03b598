package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.Wait;
import tallyflame.counts.code.MethodId;

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
    private final List<long[]> hits = new ArrayList<>();

    SimulatedSpans(long seed) {
        random = new Random(seed);
    }

    /** A span with so many turns of both loops, whether it takes the rare way, how many times dearer its work is, and what it waits for. */
    void add(long turnsFor, long turnsWhile, boolean rare, double dearer, Map<Wait, Long> waits, long stopped) {
        add(turnsFor, turnsWhile, rare, dearer, waits, stopped, null);
    }

    /** The same on a machine that lets it be ready to run for so long. */
    void add(
            long turnsFor,
            long turnsWhile,
            boolean rare,
            double dearer,
            Map<Wait, Long> waits,
            long stopped,
            Long queued) {
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
                (long) cpu + idle + waited + stopped + (queued == null ? 0 : queued),
                samples,
                samples * SAMPLE,
                queued,
                waits,
                stopped,
                stopped));
        hits.add(counts(turnsFor, turnsWhile, rare ? 1 : 0));
    }

    private static final MethodId METHOD = new MethodId("org.acme.Work", "work", "()V");

    /** Where the vectors have the hits of the body of the second loop. */
    static final int TURNS_OF_WHILE = 4;

    /** Where they have those of a line that only the rare way has. */
    static final int BODY_OF_RARE = 7;

    /** The lines and the outcomes of branches that have counts, in the order of {@link #counts}. */
    static final List<SpanWork.Site> SITES = List.of(
            line(9),
            line(FOR),
            line(11),
            line(WHILE),
            line(13),
            line(RARE),
            line(15),
            line(16),
            way(FOR, 0, 11),
            way(FOR, 1, WHILE),
            way(WHILE, 0, 13),
            way(WHILE, 1, RARE),
            way(RARE, 0, 15),
            way(RARE, 1, 17),
            way(15, 0, 16),
            way(15, 1, 17));

    private static SpanWork.Site line(int line) {
        return new SpanWork.Site(METHOD, line, -1, 0, 0);
    }

    private static SpanWork.Site way(int line, int way, int to) {
        return new SpanWork.Site(METHOD, line, 0, way, to);
    }

    private static long[] counts(long turnsFor, long turnsWhile, long rare) {
        return new long[] {
            1,
            turnsFor + 1,
            turnsFor,
            turnsWhile + 1,
            turnsWhile,
            1,
            rare * 1_000_001,
            rare * 1_000_000,
            turnsFor,
            1,
            turnsWhile,
            1,
            rare,
            1 - rare,
            rare * 1_000_000,
            rare
        };
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
        return IntStream.range(0, spans.size())
                .mapToObj(i -> new Observation(spans.get(i), counted ? hits.get(i) : null))
                .toList();
    }
}
