package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tallyflame.analysis.statistics.ShareOverUnits;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.RowSink;
import tallyflame.analysis.store.Views;
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
 * @param withoutHost whether recordings of any side do not say on which host they were made, so that hosts cannot be told apart
 */
public record HostShares(
        String event,
        String unit,
        Map<String, Map<String, Long>> whole,
        long samples,
        Map<String, Function> functions,
        boolean withoutHost) {
    private static final List<String> MOST_TELLING = List.of("cpu", "samples", "wall");

    /** What is known of a function: its sums by side and host. */
    public record Function(String name, Map<String, Map<String, Sum>> sums) {
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
    public record Sum(long self, long total, long selfSamples, long totalSamples) {
        static final Sum NONE = new Sum(0, 0, 0, 0);

        private Sum plus(Sum other) {
            return new Sum(
                    Math.addExact(self, other.self),
                    Math.addExact(total, other.total),
                    selfSamples + other.selfSamples,
                    totalSamples + other.totalSamples);
        }
    }

    /**
     * Which samples are asked for.
     *
     * @param where a condition in SQL on the columns of {@code labelled}
     * @param side an expression in SQL that tells sides apart; samples for which it is NULL are left out
     * @param event kind of event; {@code null} for the most telling one
     * @param function the only one that is wanted; {@code null} for all
     */
    public record Selection(String where, String side, String event, String function) {
        private String samples(String of) {
            // On lines of their own: a comment at the end of the user's condition ends there.
            return "SELECT (" + side
                    + ")::VARCHAR AS side, host, stack, unit, samples, weight, event FROM labelled WHERE (\n" + where
                    + "\n)" + (of == null ? "" : " AND event = " + Views.literal(of));
        }
    }

    /**
     * Reads shares.
     *
     * @throws QueryException if DuckDB refuses the statement, or no sample is meant
     */
    public static HostShares read(Database database, Selection selection)
            throws QueryException, EnvironmentException, IOException {
        String event = event(database, selection);
        String chosen = "WITH chosen AS (" + selection.samples(event) + ") ";
        Map<String, Map<String, Long>> whole = new TreeMap<>();
        Set<String> units = new TreeSet<>();
        long samples = 0;
        boolean withoutHost = false;
        for (List<Object> row : rows(
                database,
                chosen + "SELECT side, host, unit, sum(weight)::BIGINT, sum(samples)::BIGINT FROM chosen"
                        + " WHERE side IS NOT NULL GROUP BY ALL")) {
            withoutHost |= row.get(1) == null;
            units.add((String) row.get(2));
            whole.computeIfAbsent((String) row.get(0), side -> new TreeMap<>())
                    .merge(host(row.get(1)), number(row.get(3)), Long::sum);
            samples += number(row.get(4));
        }
        if (units.size() > 1) {
            throw new QueryException("samples of " + event + " are in " + String.join(" and ", units)
                    + ", which cannot be added up; choose recordings of one kind with --where");
        }
        return new HostShares(
                event, String.join("", units), whole, samples, functions(database, chosen, selection), withoutHost);
    }

    private static String event(Database database, Selection selection)
            throws QueryException, EnvironmentException, IOException {
        List<String> events = new ArrayList<>();
        for (List<Object> row : rows(
                database,
                "SELECT event FROM (" + selection.samples(selection.event)
                        + ") GROUP BY event ORDER BY sum(samples) DESC, event")) {
            events.add((String) row.get(0));
        }
        if (events.isEmpty()) {
            throw new QueryException("no samples" + (selection.event == null ? "" : " of " + selection.event)
                    + " are in the store for which this holds: " + selection.where);
        }
        return MOST_TELLING.stream().filter(events::contains).findFirst().orElse(events.get(0));
    }

    private static Map<String, Function> functions(Database database, String chosen, Selection selection)
            throws QueryException, EnvironmentException, IOException {
        String only = selection.function == null ? "" : " AND f.function = " + Views.literal(selection.function);
        Map<String, Function> functions = new HashMap<>();
        for (List<Object> row : rows(
                database,
                chosen
                        + ", summed AS (SELECT side, host, stack, sum(samples) AS samples, sum(weight) AS weight FROM chosen"
                        + " WHERE side IS NOT NULL GROUP BY side, host, stack)"
                        + " SELECT s.side, s.host, f.function,"
                        + " sum(CASE WHEN k.top THEN s.weight ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.outermost THEN s.weight ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.top THEN s.samples ELSE 0 END)::BIGINT,"
                        + " sum(CASE WHEN k.outermost THEN s.samples ELSE 0 END)::BIGINT"
                        + " FROM summed s JOIN stacks k ON k.stack = s.stack JOIN frames f ON f.frame = k.frame"
                        + " WHERE (k.top OR k.outermost)" + only + " GROUP BY s.side, s.host, f.function")) {
            String name = (String) row.get(2);
            functions
                    .computeIfAbsent(name, of -> new Function(of, new HashMap<>()))
                    .sums()
                    .computeIfAbsent((String) row.get(0), side -> new HashMap<>())
                    .put(
                            host(row.get(1)),
                            new Sum(number(row.get(3)), number(row.get(4)), number(row.get(5)), number(row.get(6))));
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

    private static String host(Object cell) {
        return cell == null ? "" : cell.toString();
    }

    private static long number(Object cell) {
        return ((Number) cell).longValue();
    }

    private static List<List<Object>> rows(Database database, String sql)
            throws QueryException, EnvironmentException, IOException {
        List<List<Object>> rows = new ArrayList<>();
        database.query(sql, Long.MAX_VALUE, new RowSink() {
            @Override
            public void columns(List<ResultColumn> columns) {
                // Known from the statement.
            }

            @Override
            public void row(List<Object> cells) {
                rows.add(cells);
            }
        });
        return rows;
    }
}
