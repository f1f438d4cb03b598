package tallyflame.analysis.diff.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.counts.code.MethodId;

/**
 * Finds functions that probably only changed their name: gone from one version, new in the other, with the same callers and callees
 * and similar counts.
 */
public final class Renames {
    /** Shares, counts and neighbours of a renamed function agree at least this well. */
    private static final double SIMILAR = 0.8;

    /** Counts of a renamed function agree to this, relative. */
    private static final double SAME_COUNTS = 0.01;

    /** Rarer functions that were not counted come and go by chance. */
    private static final long FEWEST_SAMPLES = 20;

    /** The own time of a function that was only sampled may differ by this factor. */
    private static final double SAME_TIME = 1.5;

    /** A rename changes the neighbours of other renamed functions, which only then are the same. */
    private static final int ROUNDS = 3;

    /** Stands for a function among its own neighbours. */
    private static final MethodId ITSELF = MethodId.parse("");

    private record Match(MethodId from, MethodId to, double score) {}

    private final Version before;
    private final Version after;
    private final Map<MethodId, MethodId> renames = new HashMap<>();

    private Renames(Version before, Version after) {
        this.before = before;
        this.after = after;
    }

    /** The functions of the second version by those of the first that they were. */
    public static Map<MethodId, MethodId> of(Version before, Version after) {
        Renames renames = new Renames(before, after);
        for (int round = 0; round < ROUNDS; round++) {
            renames.match();
        }
        return renames.renames;
    }

    private void match() {
        Set<MethodId> gone = names(before);
        Set<MethodId> come = names(after);
        Set<MethodId> both = new HashSet<>(gone);
        both.retainAll(come);
        both.addAll(uncalled(before));
        both.addAll(uncalled(after));
        gone.removeAll(both);
        gone.removeAll(renames.keySet());
        come.removeAll(both);
        come.removeAll(renames.values());
        List<Match> matches = new ArrayList<>();
        for (MethodId from : gone) {
            for (MethodId to : come) {
                double score = score(from, to);
                if (score > 0) {
                    matches.add(new Match(from, to, score));
                }
            }
        }
        matches.sort(Comparator.comparingDouble(Match::score).reversed());
        for (Match match : matches) {
            if (!renames.containsKey(match.from()) && !renames.containsValue(match.to())) {
                renames.put(match.from(), match.to());
            }
        }
    }

    /** Functions that ran. */
    private static Set<MethodId> names(Version version) {
        Set<MethodId> names = new TreeSet<>();
        version.forks().forEach(fork -> names.addAll(fork.functions().keySet()));
        version.counted().ifPresent(counts -> names.addAll(counts.entries().keySet()));
        return names;
    }

    /** Functions that are there and did not run: nothing about them can be the same. */
    private static Set<MethodId> uncalled(Version version) {
        Set<MethodId> names = new HashSet<>();
        version.counted().ifPresent(counts -> counts.entries().forEach((name, calls) -> {
            if (calls == 0) {
                names.add(name);
            }
        }));
        return names;
    }

    /** How well two functions agree, 0 if they are two different ones. */
    private double score(MethodId from, MethodId to) {
        boolean counted = before.counted().isPresent()
                && after.counted().isPresent()
                && before.counted().get().entries().containsKey(from)
                && after.counted().get().entries().containsKey(to);
        if (counted) {
            boolean related = from.name().equals(to.name())
                    || from.className().equals(to.className())
                    || to.className().equals(renamedClass(from.className()));
            if (!related || !sameCounts(from, to)) {
                return 0;
            }
        }
        if (!counted && !sameTime(from, to)) {
            return 0;
        }
        double callers = common(neighbours(before, from, true, renames), neighbours(after, to, true, Map.of()));
        double callees = common(neighbours(before, from, false, renames), neighbours(after, to, false, Map.of()));
        double neighbours = Math.min(callers, callees);
        boolean sampled = !Double.isNaN(neighbours);
        double least = counted ? SIMILAR / 2 : SIMILAR;
        if (sampled ? neighbours < least : !counted) {
            return 0;
        }
        double names = from.name().equals(to.name()) ? 1 : 0;
        return 1 + names + (sampled ? neighbours : 0);
    }

    /** Whether both are sampled often enough, and take about the same share of their version's samples. */
    private boolean sameTime(MethodId from, MethodId to) {
        long old = samples(before, from);
        long now = samples(after, to);
        if (Math.min(old, now) < FEWEST_SAMPLES) {
            return false;
        }
        double ratio = ((double) now / all(after)) / ((double) old / all(before));
        return ratio < SAME_TIME && ratio > 1 / SAME_TIME;
    }

    private static long samples(Version version, MethodId function) {
        return version.forks().stream()
                .mapToLong(fork -> fork.cost(function).samples())
                .sum();
    }

    private static long all(Version version) {
        return version.forks().stream().mapToLong(Observation::samples).sum();
    }

    /** What a class became by the functions found so far, {@code null} if it was not renamed. */
    private String renamedClass(String className) {
        return renames.entrySet().stream()
                .filter(rename -> rename.getKey().className().equals(className))
                .map(rename -> rename.getValue().className())
                .findFirst()
                .orElse(null);
    }

    private boolean sameCounts(MethodId from, MethodId to) {
        VersionCounts first = before.counted().orElseThrow();
        VersionCounts second = after.counted().orElseThrow();
        List<Long> old = first.shapes().get(from);
        List<Long> now = second.shapes().get(to);
        if (!same(first.calls(from), second.calls(to)) || old.size() != now.size()) {
            return false;
        }
        for (int line = 0; line < old.size(); line++) {
            if (!same((double) old.get(line) / first.work(), (double) now.get(line) / second.work())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(double one, double other) {
        return Math.abs(one - other) <= SAME_COUNTS * Math.max(one, other);
    }

    private static Set<MethodId> neighbours(
            Version version, MethodId function, boolean callers, Map<MethodId, MethodId> newNames) {
        Set<MethodId> names = new HashSet<>();
        for (Observation fork : version.forks()) {
            Map<MethodId, Set<MethodId>> calls = callers ? fork.callers() : fork.callees();
            calls.getOrDefault(function, Set.of()).forEach(name -> {
                boolean itself = name.equals(function);
                names.add(itself ? ITSELF : newNames.getOrDefault(name, name));
            });
        }
        return names;
    }

    /** The share of names in both (Jaccard's index); 1 if both are empty, NaN if only one is: then nothing is known. */
    private static double common(Set<MethodId> one, Set<MethodId> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty() ? 1 : Double.NaN;
        }
        Set<MethodId> both = new HashSet<>(one);
        both.retainAll(other);
        Set<MethodId> all = new HashSet<>(one);
        all.addAll(other);
        return (double) both.size() / all.size();
    }
}
