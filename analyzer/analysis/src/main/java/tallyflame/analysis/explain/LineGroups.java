package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lines whose hits rise and fall together over all counted spans, so that no latency can tell what each of them costs: a loop's lines,
 * a method's, and what they call as often.
 *
 * @param members of each group the sites, in the order of the vectors; the first stands for all
 */
record LineGroups(List<List<Integer>> members) {
    /** From this correlation on two lines are not told apart: their costs would be uncertain by a factor of seven against one alone. */
    private static final double TOGETHER = 0.99;
    /** More of them than this are not worth telling apart: those that vary most are kept. */
    private static final int MOST = 60;

    /** Of lines that are hit equally often in every span, those that vary at all. */
    static LineGroups of(List<SpanWork.Site> sites, List<Observation> counted) {
        Map<Integer, List<Integer>> equal = new HashMap<>();
        List<List<Integer>> columns = new ArrayList<>();
        for (int site = 0; site < sites.size(); site++) {
            if (!sites.get(site).isLine()) {
                continue;
            }
            int at = site;
            long[] column = counted.stream().mapToLong(one -> one.hits()[at]).toArray();
            if (Arrays.stream(column).allMatch(hits -> hits == column[0])) {
                continue;
            }
            List<Integer> same = equal.computeIfAbsent(Arrays.hashCode(column), hash -> new ArrayList<>());
            if (same.isEmpty()) {
                columns.add(same);
            }
            same.add(site);
        }
        return joined(columns, counted);
    }

    private static LineGroups joined(List<List<Integer>> columns, List<Observation> counted) {
        List<double[]> standard = new ArrayList<>();
        List<List<Integer>> groups = new ArrayList<>();
        for (List<Integer> column : byHits(columns, counted)) {
            double[] values = standardised(column.get(0), counted);
            int like = IntStream.range(0, groups.size())
                    .filter(group -> product(standard.get(group), values) >= TOGETHER)
                    .findFirst()
                    .orElse(-1);
            if (like >= 0) {
                groups.get(like).addAll(column);
            } else if (groups.size() < MOST) {
                standard.add(values);
                groups.add(new ArrayList<>(column));
            }
        }
        return new LineGroups(groups);
    }

    /** The most frequently hit first, which then stands for its group. */
    private static List<List<Integer>> byHits(List<List<Integer>> columns, List<Observation> counted) {
        Map<List<Integer>, Double> hits = new HashMap<>();
        columns.forEach(column -> hits.put(column, Observation.mean(counted, one -> one.hits()[column.get(0)])));
        List<List<Integer>> sorted = new ArrayList<>(columns);
        sorted.sort(Collections.reverseOrder((a, b) -> Double.compare(hits.get(a), hits.get(b))));
        return sorted;
    }

    private static double[] standardised(int site, List<Observation> counted) {
        double[] values = counted.stream().mapToDouble(one -> one.hits()[site]).toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        double norm = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum());
        return Arrays.stream(values).map(value -> (value - mean) / norm).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    int size() {
        return members.size();
    }

    /** The site that stands for a group. */
    int first(int group) {
        return members.get(group).get(0);
    }

    /** How often the lines that stand for the groups were hit in a span. */
    double[] hits(Observation one) {
        return members.stream().mapToDouble(group -> one.hits()[group.get(0)]).toArray();
    }
}
