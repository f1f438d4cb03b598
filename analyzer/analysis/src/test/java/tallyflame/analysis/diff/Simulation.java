package tallyflame.analysis.diff;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Sources;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/** Forks of a program as a sampler would see them: numbers of samples by chance, and forks that differ for reasons of their own. */
final class Simulation {
    static final int FUNCTIONS = 30;
    static final int SPIN_LINE = 12;
    static final String SPIN = "org.acme.Job.spin";
    private static final long ALERTS = 1000;
    private static final double SAMPLES = 4000;
    private static final double PER_SAMPLE = 1e6;

    private final RandomGenerator random;
    private final double between;

    /** @param between relative standard deviation of a function's time from one fork to the next */
    Simulation(long seed, double between) {
        random = new Well19937c(seed);
        this.between = between;
    }

    /** A version of some forks whose function {@link #SPIN} takes {@code extra} of all time more than it did. */
    Version version(int forks, double extra) throws java.io.IOException {
        List<Observation> observations = new ArrayList<>();
        List<MeasuredRate> rates = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            double machine = Math.exp(between * random.nextGaussian());
            observations.add(observation(machine, extra));
            rates.add(new MeasuredRate(3000 / machine / (1 + extra), 3000 / machine / (1 + extra), 0.0, 0.1));
        }
        return version(rates, List.of(), observations);
    }

    /** A version of which only this is known. */
    static Version version(List<MeasuredRate> rates, List<String> pairs, List<Observation> forks)
            throws java.io.IOException {
        ClassPath nothing = new ClassPath(List.of(), Path.of("no-jdk"));
        Sources sources = new Sources(SourceFinder.of(List.of(), List.of(), List.of(), Path.of("no-jdk")), nothing);
        return new Version(
                List.of(Path.of("run")),
                rates,
                pairs,
                forks,
                Optional.of(counts()),
                Set.of(),
                sources,
                List.of(),
                List.of());
    }

    private Observation observation(double machine, double extra) {
        Map<MethodId, Cost> functions = new HashMap<>();
        Map<LineId, Cost> lines = new HashMap<>();
        double weight = 0;
        long samples = 0;
        for (int i = 0; i < FUNCTIONS; i++) {
            double share = share(i) + (i == 3 ? extra : 0);
            double expected = SAMPLES * share * machine * Math.exp(between * random.nextGaussian());
            long seen = poisson(expected);
            Cost cost = new Cost(seen * PER_SAMPLE, seen, seen * PER_SAMPLE * PER_SAMPLE, seen * PER_SAMPLE);
            LineId line = line(i);
            functions.put(line.method(), cost);
            lines.put(line, cost);
            weight += cost.own();
            samples += seen;
        }
        return new Observation(weight, samples, ALERTS, functions, lines, Map.of(), Map.of());
    }

    /** A Poisson number; large ones are as good as normal. */
    private long poisson(double expected) {
        return expected > 100
                ? Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()))
                : new PoissonDistribution(random, expected, 1e-12, 10_000).sample();
    }

    /** A few functions take most of the time. */
    private static double share(int function) {
        double sum = 0;
        for (int i = 0; i < FUNCTIONS; i++) {
            sum += 1.0 / (i + 1);
        }
        return 1.0 / (function + 1) / sum;
    }

    private static LineId line(int function) {
        return new LineId(MethodId.function("org.acme.Job", function == 3 ? "spin" : "f" + function), SPIN_LINE);
    }

    private static VersionCounts counts() {
        Map<MethodId, Long> entries = new HashMap<>();
        Map<LineId, Long> hits = new HashMap<>();
        Map<MethodId, List<Long>> shapes = new HashMap<>();
        for (int i = 0; i < FUNCTIONS; i++) {
            entries.put(line(i).method(), ALERTS);
            hits.put(line(i), ALERTS);
            shapes.put(line(i).method(), List.of(ALERTS));
        }
        ClassCounts same = new ClassCounts("org.acme.Job", 1, "Job.java", List.of());
        return new VersionCounts(ALERTS, entries, hits, shapes, Map.of(same.name(), same));
    }
}
