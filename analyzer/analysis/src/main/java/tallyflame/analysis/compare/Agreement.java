package tallyflame.analysis.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.analysis.statistics.ShareDifference;
import tallyflame.analysis.statistics.ShareEstimate;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/**
 * How two instruments agree on the same work.
 *
 * @param a name of the first
 * @param b name of the second
 * @param overlap sum over all functions of the smaller of the two shares: 1 if they say the same, 0 if nothing is common
 * @param kendallTau rank correlation (tau-b) of the functions above 0.1 % in either, {@code null} of fewer than two
 * @param topK Jaccard index of the sets of the {@code k} largest functions: common ones by all in either
 * @param k how many functions {@code topK} is of
 * @param significant how many functions differ at a false discovery rate of 5 %
 * @param functions the functions with the largest differences
 * @param lines the lines with the largest differences
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Agreement(
        String a,
        String b,
        double overlap,
        Double kendallTau,
        double topK,
        int k,
        long significant,
        List<Row> functions,
        List<Row> lines) {
    private static final int TOP = 10;
    private static final double RANKED = 0.001;
    private static final int MOST_FUNCTIONS = 200;
    private static final int MOST_LINES = 50;

    /**
     * A function, or a line of one, by both instruments.
     *
     * @param code what the shares are of
     * @param a share by the first with its interval
     * @param b share by the second
     * @param difference second minus first
     * @param p probability of such a difference if there were none
     * @param q that after Benjamini and Hochberg
     * @param significant whether {@code q} is at most 0.05
     */
    public record Row(
            @JsonProperty("name") @JsonSerialize(using = ToStringSerializer.class) CodeUnit code,
            Interval a,
            Interval b,
            Interval difference,
            double p,
            double q,
            boolean significant) {
        /** {@code pkg.Class.method}, of a line with a colon and its number. */
        public String name() {
            return code.toString();
        }
    }

    public Agreement {
        functions = List.copyOf(functions);
        lines = List.copyOf(lines);
    }

    static Agreement of(InstrumentProfile first, InstrumentProfile second) {
        Map<MethodId, ShareEstimate> a = first.functions();
        Map<MethodId, ShareEstimate> b = second.functions();
        Set<MethodId> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        ShareEstimate noneA = first.share(round -> 0.0);
        ShareEstimate noneB = second.share(round -> 0.0);
        double overlap = names.stream()
                .mapToDouble(name -> Math.min(share(a, name), share(b, name)))
                .sum();
        List<Row> functions = rows(a, noneA, b, noneB);
        Set<MethodId> topA = top(a);
        Set<MethodId> topB = top(b);
        Set<MethodId> union = new HashSet<>(topA);
        union.addAll(topB);
        Set<MethodId> common = new HashSet<>(topA);
        common.retainAll(topB);
        return new Agreement(
                first.name(),
                second.name(),
                overlap,
                tau(a, b, names),
                union.isEmpty() ? 1 : (double) common.size() / union.size(),
                Math.max(topA.size(), topB.size()),
                functions.stream().filter(Row::significant).count(),
                functions.stream().limit(MOST_FUNCTIONS).toList(),
                rows(first.lines(), noneA, second.lines(), noneB).stream()
                        .limit(MOST_LINES)
                        .toList());
    }

    private static <K> double share(Map<K, ShareEstimate> shares, K key) {
        ShareEstimate estimate = shares.get(key);
        return estimate == null ? 0 : estimate.share();
    }

    private static <K extends CodeUnit & Comparable<K>> List<Row> rows(
            Map<K, ShareEstimate> a, ShareEstimate noneA, Map<K, ShareEstimate> b, ShareEstimate noneB) {
        Set<K> all = new TreeSet<>(a.keySet());
        all.addAll(b.keySet());
        List<K> keys = new ArrayList<>(all);
        List<ShareDifference> differences = keys.stream()
                .map(key -> a.getOrDefault(key, noneA).to(b.getOrDefault(key, noneB)))
                .toList();
        double[] q = FalseDiscovery.adjusted(
                differences.stream().mapToDouble(ShareDifference::pValue).toArray());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < q.length; i++) {
            K key = keys.get(i);
            rows.add(new Row(
                    key,
                    a.getOrDefault(key, noneA).interval(),
                    b.getOrDefault(key, noneB).interval(),
                    differences.get(i).difference(),
                    differences.get(i).pValue(),
                    q[i],
                    q[i] <= FalseDiscovery.RATE));
        }
        rows.sort(Comparator.comparingDouble(
                        (Row row) -> -Math.abs(row.difference().value()))
                .thenComparing(Row::name));
        return rows;
    }

    private static Set<MethodId> top(Map<MethodId, ShareEstimate> shares) {
        return shares.entrySet().stream()
                .filter(entry -> entry.getValue().share() > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<MethodId, ShareEstimate> entry) ->
                                -entry.getValue().share())
                        .thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Double tau(Map<MethodId, ShareEstimate> a, Map<MethodId, ShareEstimate> b, Set<MethodId> names) {
        List<MethodId> ranked = names.stream()
                .filter(name -> Math.max(share(a, name), share(b, name)) > RANKED)
                .toList();
        if (ranked.size() < 2) {
            return null;
        }
        double tau = new KendallsCorrelation()
                .correlation(
                        ranked.stream().mapToDouble(name -> share(a, name)).toArray(),
                        ranked.stream().mapToDouble(name -> share(b, name)).toArray());
        return Double.isNaN(tau) ? null : tau;
    }
}
