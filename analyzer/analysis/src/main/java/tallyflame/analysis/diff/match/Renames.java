package tallyflame.analysis.diff.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.SourceLines;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * Finds functions that probably only changed their name, their class, or both: gone from one version, new in the other, with the same
 * counts line by line. If neither name nor class is the same, they must also have the same callers and callees, the same text, or
 * counts that tell much and that no other function has. What was not counted must have the same callers, callees and time.
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

    /** Of a function of another name in another class this share of the lines reads the same. */
    private static final double SAME_TEXT = 0.6;

    /** So many different counts in one function are no chance. */
    private static final int TELLING = 3;

    /** A rename changes the neighbours of other renamed functions, which only then are the same. */
    private static final int ROUNDS = 3;

    /** Stands for a function among its own neighbours. */
    private static final MethodId ITSELF = MethodId.parse("");

    private record Match(MethodId from, MethodId to, double score) {}

    private final Version before;
    private final Version after;
    private final Map<MethodId, MethodId> renames = new HashMap<>();
    private Set<MethodId> gone = Set.of();
    private Set<MethodId> come = Set.of();

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
        gone = names(before);
        come = names(after);
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
        boolean counted = counted(before, from) && counted(after, to);
        if (counted && !sameCounts(from, to)) {
            return 0;
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
        double text = counted ? sameText(from, to) : 0;
        boolean related = related(from, to);
        boolean proven = !counted || related || (sampled && neighbours >= SIMILAR) || text >= SAME_TEXT;
        if (!proven && !unlikeAnyOther(from, to)) {
            return 0;
        }
        double names = from.name().equals(to.name()) ? 1 : 0;
        return 1 + (related ? 1 : 0) + names + text + (sampled ? neighbours : 0);
    }

    private boolean related(MethodId from, MethodId to) {
        return from.name().equals(to.name())
                || from.className().equals(to.className())
                || to.className().equals(renamedClass(from.className()));
    }

    /** The share of the lines of two functions of the same counts that read the same; 0 if their source was not found. */
    private double sameText(MethodId from, MethodId to) {
        List<Integer> old = SourceLines.counted(before, from);
        List<Integer> now = SourceLines.counted(after, to);
        long same = IntStream.range(0, Math.min(old.size(), now.size()))
                .filter(line -> {
                    String text = before.text(new LineId(from, old.get(line)));
                    return !text.isEmpty() && text.equals(after.text(new LineId(to, now.get(line))));
                })
                .count();
        return old.isEmpty() ? 0 : (double) same / Math.max(old.size(), now.size());
    }

    /** Whether two functions of the same counts have loops or branches to tell them by, and no other one has these counts. */
    private boolean unlikeAnyOther(MethodId from, MethodId to) {
        VersionCounts counts = before.counted().orElseThrow();
        Set<Long> distinct = new HashSet<>(counts.shapes().get(from));
        distinct.add(counts.entries().get(from));
        return distinct.size() >= TELLING
                && come.stream()
                                .filter(other -> counted(after, other) && sameCounts(from, other))
                                .count()
                        == 1
                && gone.stream()
                                .filter(other -> counted(before, other) && sameCounts(other, to))
                                .count()
                        == 1;
    }

    private static boolean counted(Version version, MethodId function) {
        return version.counted()
                .map(counts -> counts.entries().containsKey(function))
                .orElse(false);
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
