package tallyflame.analysis.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tallyflame.analysis.statistics.ShareEstimate;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Ledger;

/**
 * What one instrument says over all rounds.
 *
 * @param name of the instrument
 * @param sampled whether weights are samples, and not times
 * @param rounds one profile a round; those with nothing in them are left out
 */
record InstrumentProfile(String name, boolean sampled, List<RoundProfile> rounds) {
    InstrumentProfile {
        rounds = rounds.stream().filter(round -> round.total > 0).toList();
    }

    /** Samples of all rounds; 0 of a trace. */
    long samples() {
        return sampled ? Math.round(rounds.stream().mapToDouble(r -> r.total).sum()) : 0;
    }

    /** Shares of the functions' own time. */
    Map<MethodId, ShareEstimate> functions() {
        return shares(round -> round.functions);
    }

    /** Shares of the functions' time with callees. */
    Map<MethodId, ShareEstimate> totals() {
        return shares(round -> round.totals);
    }

    /** Shares of the lines' time with callees. */
    Map<LineId, ShareEstimate> lines() {
        return shares(round -> round.lines);
    }

    private <K extends Comparable<K>> Map<K, ShareEstimate> shares(Function<RoundProfile, Map<K, Double>> part) {
        Set<K> keys = new TreeSet<>();
        rounds.forEach(round -> keys.addAll(part.apply(round).keySet()));
        Map<K, ShareEstimate> result = new TreeMap<>();
        keys.forEach(key -> result.put(key, share(round -> part.apply(round).getOrDefault(key, 0.0))));
        return result;
    }

    /** The share of something with nothing in any round, and that of anything else. */
    ShareEstimate share(Function<RoundProfile, Double> weight) {
        if (!sampled) {
            return ShareEstimate.measured(
                    rounds.stream().mapToDouble(r -> weight.apply(r) / r.total).toArray());
        }
        return ShareEstimate.sampled(
                rounds.stream().mapToLong(r -> Math.round(weight.apply(r))).toArray(),
                rounds.stream().mapToLong(r -> Math.round(r.total)).toArray());
    }

    /** Sum over all rounds by function or line. */
    <K> Map<K, Double> sum(Function<RoundProfile, Map<K, Double>> part) {
        Map<K, Double> sums = new HashMap<>();
        rounds.forEach(round -> part.apply(round).forEach((key, weight) -> sums.merge(key, weight, Double::sum)));
        return sums;
    }

    /** Which function was the hottest by its own time in how many rounds, the most frequent first. */
    Map<MethodId, Integer> hottest() {
        Map<MethodId, Integer> found = new TreeMap<>();
        for (RoundProfile round : rounds) {
            round.functions.entrySet().stream()
                    .max(Map.Entry.<MethodId, Double>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .ifPresent(hottest -> found.merge(hottest.getKey(), 1, Integer::sum));
        }
        Map<MethodId, Integer> sorted = new java.util.LinkedHashMap<>();
        found.entrySet().stream()
                .sorted(Map.Entry.<MethodId, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** The ledgers of all rounds together. */
    Ledger ledger() {
        return rounds.stream().map(round -> round.ledger).reduce(Ledger.EMPTY, Ledger::plus);
    }
}
