package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.analysis.statistics.ShareOverUnits;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/**
 * What functions weigh on each host, by side: a side is whatever samples are told apart by, such as versions or days.
 *
 * @param event kind of event
 * @param unit of all weights
 * @param whole weight of all samples by side and host
 * @param samples how many there are in all
 * @param functions by name
 * @param twice samples that are not among them, since a preferred recorder has them, too
 * @param withoutHost whether recordings of any side do not say on which host they were made, so that hosts cannot be told apart
 */
record HostShares(
        String event,
        String unit,
        Map<String, Map<String, Long>> whole,
        long samples,
        Map<String, Function> functions,
        long twice,
        boolean withoutHost) {
    /** What is known of a function: its sums by side and host. */
    record Function(String name, Map<String, Map<String, Sum>> sums) {
        /** The sums of a side over all hosts. */
        Sum sum(String side) {
            return sums.getOrDefault(side, Map.of()).values().stream().reduce(Sum.NONE, Sum::plus);
        }
    }

    /**
     * Sums over samples.
     *
     * @param self weight of the stacks whose top frame is the function
     * @param total weight of the stacks that contain it
     * @param selfSamples how many stand behind {@code self}
     * @param totalSamples how many stand behind {@code total}
     */
    record Sum(long self, long total, long selfSamples, long totalSamples) {
        static final Sum NONE = new Sum(0, 0, 0, 0);

        private Sum plus(Sum other) {
            return new Sum(
                    Math.addExact(self, other.self),
                    Math.addExact(total, other.total),
                    selfSamples + other.selfSamples,
                    totalSamples + other.totalSamples);
        }
    }

    /** What weight is told apart by. */
    enum By {
        /** Functions, by themselves and with callees. */
        FUNCTION("f.function", "(k.top OR k.outermost)"),
        /** Lines, by themselves alone: the name of the function, a line feed and the number, if it is known. */
        LINE("f.function || chr(10) || coalesce(f.line::VARCHAR, '')", "k.top");

        private final String name;
        private final String frames;

        By(String name, String frames) {
            this.name = name;
            this.frames = frames;
        }
    }

    /**
     * Reads shares.
     *
     * @param side an expression in SQL that tells sides apart; samples for which it is NULL are left out
     * @param by what is named
     * @param only the name of the only one that is wanted; {@code null} for all
     * @throws QueryException if DuckDB refuses the statement, or no sample is meant
     */
    static HostShares read(Database database, Selection selection, String side, By by, String only)
            throws QueryException, EnvironmentException, IOException {
        String event = selection.events(database).get(0);
        String chosen = "WITH chosen AS ("
                + selection.samples("(" + side + ")::VARCHAR AS side, host, stack, samples, weight", event, "labelled")
                + ") ";
        Map<String, Map<String, Long>> whole = new TreeMap<>();
        long samples = 0;
        boolean withoutHost = false;
        for (List<Object> row : Selection.rows(
                database,
                chosen + "SELECT side, host, sum(weight)::BIGINT, sum(samples)::BIGINT FROM chosen"
                        + " WHERE side IS NOT NULL GROUP BY ALL")) {
            withoutHost |= row.get(1) == null;
            whole.computeIfAbsent((String) row.get(0), of -> new TreeMap<>())
                    .merge(host(row.get(1)), Selection.number(row.get(2)), Long::sum);
            samples += Selection.number(row.get(3));
        }
        return new HostShares(
                event,
                selection.unit(database, event),
                whole,
                samples,
                functions(database, chosen, by, only),
                selection.twice(database, event),
                withoutHost);
    }

    private static Map<String, Function> functions(Database database, String chosen, By by, String only)
            throws QueryException, EnvironmentException, IOException {
        Map<String, Function> functions = new HashMap<>();
        for (List<Object> row : Selection.rows(
                database,
                chosen
                        + ", summed AS (SELECT side, host, stack, sum(samples) AS samples, sum(weight) AS weight FROM chosen"
                        + " WHERE side IS NOT NULL GROUP BY side, host, stack)"
                        + " SELECT s.side, s.host, " + by.name + " AS name,"
                        + " sum(CASE WHEN k.top THEN s.weight ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.outermost THEN s.weight ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.top THEN s.samples ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.outermost THEN s.samples ELSE 0 END)::BIGINT"
                        + " FROM summed s JOIN stacks k ON k.stack = s.stack JOIN frames f ON f.frame = k.frame"
                        + " WHERE " + by.frames + (only == null ? "" : " AND " + by.name + " = " + Views.literal(only))
                        + " GROUP BY 1, 2, 3")) {
            functions
                    .computeIfAbsent((String) row.get(2), of -> new Function(of, new HashMap<>()))
                    .sums()
                    .computeIfAbsent((String) row.get(0), of -> new HashMap<>())
                    .put(
                            host(row.get(1)),
                            new Sum(
                                    Selection.number(row.get(3)),
                                    Selection.number(row.get(4)),
                                    Selection.number(row.get(5)),
                                    Selection.number(row.get(6))));
        }
        return functions;
    }

    /** Weight of a side. */
    long weight(String side) {
        return whole.getOrDefault(side, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The share of a function on each host of a side, by host. */
    Map<String, Double> shares(Function function, String side, boolean total) {
        Map<String, Sum> sums = function.sums().getOrDefault(side, Map.of());
        Map<String, Double> shares = new TreeMap<>();
        whole.getOrDefault(side, Map.of()).forEach((host, all) -> {
            Sum sum = sums.getOrDefault(host, Sum.NONE);
            shares.put(host, all == 0 ? 0 : (double) (total ? sum.total() : sum.self()) / all);
        });
        return shares;
    }

    /** The share of a function in the weight of a side, with its interval over hosts; without its ends where hosts are not known. */
    Interval share(Function function, String side, boolean total) {
        Map<String, Sum> sums = function.sums().getOrDefault(side, Map.of());
        List<ShareOverUnits.Unit> units = new ArrayList<>();
        whole.getOrDefault(side, Map.of()).forEach((host, all) -> {
            Sum sum = sums.getOrDefault(host, Sum.NONE);
            units.add(new ShareOverUnits.Unit(total ? sum.total() : sum.self(), all));
        });
        if (weight(side) == 0) {
            return new Interval(0, Double.NaN, Double.NaN);
        }
        Interval over = ShareOverUnits.of(units);
        return withoutHost || units.size() < 2 ? new Interval(over.value(), Double.NaN, Double.NaN) : over;
    }

    /** What has to be known about the samples, a line each: what is not among them, and why shares have no interval. */
    List<String> remarks() {
        List<String> remarks = leftOut();
        if (withoutHost) {
            remarks.add("shares have no interval: some recordings have no label host, so hosts cannot be told apart");
        } else if (whole.values().stream().anyMatch(hosts -> hosts.size() < 2)) {
            remarks.add("shares have no interval: one host says nothing about others");
        }
        return remarks;
    }

    /** What is not among the samples, a line each. */
    List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        if (twice > 0) {
            lines.add(Quantity.of(twice, "samples") + " of " + event
                    + " are not among them: they are of JVMs that another recorder sampled at the same time");
        }
        return lines;
    }

    private static String host(Object cell) {
        return cell == null ? "" : cell.toString();
    }
}
