package tallyflame.analysis.fleet.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tallyflame.analysis.fleet.ask.HostShares.Function;
import tallyflame.analysis.fleet.ask.HostShares.Sum;
import tallyflame.analysis.statistics.FalseDiscovery;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.ShareChanges;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Interval;

/**
 * How the shares of functions differ between two sides of a fleet. What differs from host to host is noise, so hosts are the units; of
 * what is called a difference, one in twenty is none.
 *
 * @param shares all that is known
 * @param changes of each function, the largest first
 * @param undecided why no difference can be told from noise; empty if it can
 */
record FleetDifference(HostShares shares, List<Change> changes, String undecided) {
    /** From so many hosts a side on they tell how hosts differ. */
    static final int HOSTS = 3;

    /** Of what is rarer than this in the samples of both sides a difference cannot be told from noise. */
    private static final long FEWEST_SAMPLES = 20;

    private static final double LEAST_SHARE = 0.001;

    /**
     * A function on both sides.
     *
     * @param base its share in the weight of the first side
     * @param fresh its share in the weight of the second
     * @param total how its share with callees differs
     * @param difference second share minus first; without ends where it was not tested
     * @param significant whether the difference is a discovery
     */
    record Change(
            String name,
            double base,
            double fresh,
            double total,
            Interval difference,
            boolean significant,
            long samples) {}

    /**
     * Compares two sides.
     *
     * @throws QueryException if DuckDB refuses the condition, a side has no samples, or samples are on both
     */
    static FleetDifference of(Database database, String where, String event, Sides sides)
            throws QueryException, EnvironmentException, IOException {
        HostShares shares =
                HostShares.read(database, new Selection(where, event), sides.sql(), HostShares.By.FUNCTION, null);
        if (shares.whole().containsKey(Sides.BOTH)) {
            throw new QueryException(
                    "some samples are of both sides, " + sides + "; give labels that exclude each other");
        }
        for (String side : List.of(Sides.BASE, Sides.NEW)) {
            if (shares.weight(side) == 0) {
                throw new QueryException(
                        "no samples of " + shares.event() + " are of the side " + side + " of " + sides);
            }
        }
        String undecided = undecided(shares);
        List<Function> tested = undecided.isEmpty() ? tested(shares) : List.of();
        List<MeanDifference> differences = differences(shares, tested);
        double[] adjusted = FalseDiscovery.adjusted(
                differences.stream().mapToDouble(MeanDifference::pValue).toArray());
        List<Change> changes = new ArrayList<>();
        for (int test = 0; test < tested.size(); test++) {
            Interval difference = differences.get(test).difference();
            changes.add(change(shares, tested.get(test), difference, adjusted[test] <= FalseDiscovery.RATE));
        }
        shares.functions().values().stream()
                .filter(function -> !tested.contains(function))
                .forEach(function -> changes.add(change(shares, function, null, false)));
        changes.sort(Comparator.comparingDouble(
                        (Change change) -> -Math.abs(change.difference().value()))
                .thenComparing(Change::name));
        return new FleetDifference(shares, List.copyOf(changes), undecided);
    }

    private static String undecided(HostShares shares) {
        if (shares.withoutHost()) {
            return "some recordings have no label host, so hosts cannot be told apart, and nothing from noise";
        }
        int base = shares.whole().get(Sides.BASE).size();
        int fresh = shares.whole().get(Sides.NEW).size();
        return Math.min(base, fresh) < HOSTS
                ? base + " and " + fresh + " hosts say too little of how hosts differ; " + HOSTS
                        + " a side are needed to tell a difference from noise"
                : "";
    }

    private static List<Function> tested(HostShares shares) {
        double least = Math.max(FEWEST_SAMPLES, LEAST_SHARE * shares.samples());
        return shares.functions().values().stream()
                .filter(function -> samples(function) >= least)
                .sorted(Comparator.comparing(Function::name))
                .toList();
    }

    private static long samples(Function function) {
        return function.sum(Sides.BASE).selfSamples() + function.sum(Sides.NEW).selfSamples();
    }

    private static List<MeanDifference> differences(HostShares shares, List<Function> tested) {
        Map<String, Long> before = shares.whole().get(Sides.BASE);
        Map<String, Long> after = shares.whole().get(Sides.NEW);
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<String> hosts = List.copyOf(all);
        List<ShareChanges.Part> parts = tested.stream()
                .map(function -> new ShareChanges.Part(
                        selves(function, Sides.BASE, hosts),
                        selves(function, Sides.NEW, hosts),
                        function.sum(Sides.BASE).selfSamples(),
                        function.sum(Sides.NEW).selfSamples()))
                .toList();
        return tested.isEmpty()
                ? List.of()
                : new ShareChanges(weights(before, hosts), weights(after, hosts), shares.samples()).of(parts);
    }

    private static double[] weights(Map<String, Long> weights, List<String> hosts) {
        return hosts.stream()
                .mapToDouble(host -> weights.getOrDefault(host, 0L))
                .toArray();
    }

    private static double[] selves(Function function, String side, List<String> hosts) {
        Map<String, Sum> sums = function.sums().getOrDefault(side, Map.of());
        return hosts.stream()
                .mapToDouble(host -> sums.getOrDefault(host, Sum.NONE).self())
                .toArray();
    }

    private static Change change(HostShares shares, Function function, Interval tested, boolean significant) {
        double[] own = new double[2];
        double[] total = new double[2];
        IntStream.range(0, 2).forEach(i -> {
            String side = i == 0 ? Sides.BASE : Sides.NEW;
            Sum sum = function.sum(side);
            own[i] = (double) sum.self() / shares.weight(side);
            total[i] = (double) sum.total() / shares.weight(side);
        });
        Interval difference = tested == null ? new Interval(own[1] - own[0], Double.NaN, Double.NaN) : tested;
        return new Change(
                function.name(), own[0], own[1], total[1] - total[0], difference, significant, samples(function));
    }

    /** Whether a function takes more than before, as a discovery. */
    static boolean isRegression(Change change) {
        return change.significant() && change.difference().value() > 0;
    }
}
