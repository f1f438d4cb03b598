package tallyflame.analysis.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.VersionIntervals;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Energy;
import tallyflame.runs.Interval;
import tallyflame.runs.Latency;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.Timing;

/**
 * The figures of a run that budgets are checked against.
 *
 * @param version the run, or several of the same thing
 * @param noise what is known about noise between forks where there are too few of them
 */
record Figures(Version version, Noise noise) {
    private static final String NOT_COUNTED = "the run was not counted: run it with the pass count";
    private static final String NO_BASELINE = "the run has no throughput: run it with the pass baseline";

    /** What the run says about a budget. */
    Value of(Budget budget) throws IOException {
        if (gone(budget)) {
            return Value.gone(
                    budget.function() + " is gone: rename it here if it has another name now, or drop the budget");
        }
        return switch (budget.kind()) {
            case LINE_HITS -> lineHits(budget);
            case BRANCH_HITS -> branchHits(budget);
            case FUNCTION_HITS -> functionHits(budget);
            case FORBIDDEN_CALL -> forbiddenCall(budget);
            case LINE_ALLOCATION -> lineAllocation(budget);
            case ALLOCATION -> allocation();
            case THROUGHPUT ->
                version.rates().isEmpty()
                        ? Value.none(NO_BASELINE)
                        : ofForks(version.rates().stream()
                                .mapToDouble(MeasuredRate::cpu)
                                .toArray());
            case FUNCTION_SHARE -> share(budget);
            case LATENCY -> latency(budget);
            case ENERGY -> energy();
        };
    }

    /** Whether the classes that it would be in were counted, and it is not there. A call that is forbidden may be gone. */
    private boolean gone(Budget budget) {
        if (budget.function() == null
                || budget.kind() == BudgetKind.FORBIDDEN_CALL
                || version.counted().isEmpty()) {
            return false;
        }
        String className = budget.method().className();
        boolean counted = version.classOf(className) != null || counts(className);
        return counted && methods(budget.method()).isEmpty();
    }

    /** A positive figure of each fork; without an interval, and so without a verdict, where there are too few. */
    private Value ofForks(double... values) {
        VersionIntervals intervals = VersionIntervals.of(version, noise);
        return intervals
                .ofForks(values)
                .map(interval -> value(interval, values.length))
                .orElseGet(() -> few(
                        Math.exp(Arrays.stream(values).map(Math::log).average().orElseThrow()), values.length));
    }

    private static Value value(Interval interval, int forks) {
        return new Value(interval.value(), interval.low(), interval.high(), forks, "");
    }

    private static Value few(double value, int forks) {
        return new Value(value, Double.NaN, Double.NaN, forks, "").undecided(VersionIntervals.tooFew(forks));
    }

    private Value share(Budget budget) {
        if (version.forks().isEmpty()) {
            return Value.none("the run was not sampled: run it with the pass sample");
        }
        double all = version.forks().stream().mapToDouble(Observation::weight).sum();
        double own = version.forks().stream()
                .mapToDouble(fork -> fork.cost(budget.method()).total())
                .sum();
        return VersionIntervals.of(version, noise)
                .ofShare(version, budget.method())
                .map(interval -> value(interval, version.forks().size()))
                .orElseGet(() -> few(own / Math.max(all, 1), version.forks().size()));
    }

    private Value lineHits(Budget budget) throws IOException {
        if (version.counted().isEmpty()) {
            return Value.none(NOT_COUNTED);
        }
        Optional<LineId> line = line(budget);
        return line.map(place -> Value.exact(version.counted().get().hitsPerWork(place)))
                .orElseGet(() -> Value.none(noLine(budget)));
    }

    private static String noLine(Budget budget) {
        return budget.text() == null
                ? budget.function() + " has no code on line " + budget.line()
                : "no counted line of " + budget.function() + ", or more than one, contains '" + budget.text() + "'";
    }

    /** The line that a budget means; by its text it must be the only one of its function. */
    Optional<LineId> line(Budget budget) throws IOException {
        VersionCounts counted = version.counted().orElseThrow();
        List<LineId> found = new ArrayList<>();
        for (LineId line : new TreeSet<>(counted.hits().keySet())) {
            if (line.method().equals(budget.method())) {
                boolean meant = budget.text() == null
                        ? line.line() == budget.line()
                        : source(line.method().className())
                                .map(source -> source.line(line.line()).contains(budget.text()))
                                .orElse(false);
                if (meant) {
                    found.add(line);
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private Optional<SourceText> source(String className) throws IOException {
        return version.sources().of(className, version.classOf(className));
    }

    private Value branchHits(Budget budget) throws IOException {
        if (version.counted().isEmpty()) {
            return Value.none(NOT_COUNTED);
        }
        Optional<LineId> line = line(budget);
        if (line.isEmpty()) {
            return Value.none(noLine(budget));
        }
        long sum = 0;
        boolean found = false;
        for (MethodCounts method : methods(budget.method())) {
            var branches = method.branches().stream()
                    .filter(branch -> branch.line() == line.get().line() && branch.ordinal() == budget.branch())
                    .filter(branch -> budget.outcome() < branch.outcomes().size())
                    .toList();
            for (var branch : branches) {
                sum += branch.outcomes().get(budget.outcome()).count();
                found = true;
            }
        }
        return found
                ? Value.exact((double) sum / version.counted().get().work())
                : Value.none(
                        "line " + line.get().line() + " has no such branch or outcome; lines --branches shows them");
    }

    private List<MethodCounts> methods(MethodId function) {
        ClassCounts counted = version.classOf(function.className());
        return counted == null
                ? List.of()
                : counted.methods().stream()
                        .filter(method -> method.name().equals(function.name()))
                        .toList();
    }

    private Value functionHits(Budget budget) {
        if (version.counted().isEmpty()) {
            return Value.none(NOT_COUNTED);
        }
        return methods(budget.method()).isEmpty()
                ? Value.none(budget.function() + " is not among the counted functions; run --count GLOB counts others")
                : Value.exact(version.counted().get().calls(budget.method()));
    }

    /** A class that would have been counted and is not there was never loaded, so that it was never called. */
    private Value forbiddenCall(Budget budget) {
        MethodId function = budget.method();
        String className = function.className();
        if (version.counted().isPresent() && (version.classOf(className) != null || counts(className))) {
            return Value.exact(version.counted().get().calls(function));
        }
        boolean seen =
                version.forks().stream().anyMatch(fork -> fork.functions().containsKey(function));
        // A sample proves the call, though not how many there were.
        return seen
                ? new Value(Double.MIN_VALUE, Double.MIN_VALUE, Double.POSITIVE_INFINITY, 0, "seen in the samples")
                : Value.none(className + " was not counted; run --count '" + className + "' counts it");
    }

    private boolean counts(String className) {
        return version.runs().stream()
                .filter(run -> run.module() != null)
                .flatMap(run -> run.module().packages().stream())
                .anyMatch(pattern ->
                        pattern.endsWith("**") && className.startsWith(pattern.substring(0, pattern.length() - 2)));
    }

    private Value lineAllocation(Budget budget) throws IOException {
        if (version.counted().isEmpty()) {
            return Value.none(NOT_COUNTED);
        }
        Optional<LineId> line = line(budget);
        if (line.isEmpty()) {
            return Value.none(noLine(budget));
        }
        long bytes = 0;
        for (MethodCounts method : methods(budget.method())) {
            if (method.allocations().isEmpty()) {
                return Value.none("allocations were not counted: count with --count-alloc");
            }
            Allocations own = method.allocations().get().ofLine(line.get().line());
            bytes = Allocated.sum(bytes, own.bytes());
        }
        return bytes == Allocated.UNKNOWN
                ? Value.none("a class of what line " + line.get().line() + " allocated was gone, and with it its size")
                : Value.exact((double) bytes / version.counted().get().work());
    }

    /** Bytes for one alert by the JVM's own account, in each fork. */
    private Value allocation() {
        double[] values = baseline()
                .filter(timing -> timing.window().alerts() > 0)
                .mapToDouble(timing -> (double) timing.window().allocatedBytes()
                        / timing.window().alerts())
                .toArray();
        if (values.length == 0) {
            return Value.none(NO_BASELINE);
        }
        // Of a module that allocates nothing there is no logarithm, and no noise either.
        return Arrays.stream(values).anyMatch(bytes -> bytes <= 0)
                ? Value.exact(Arrays.stream(values).max().getAsDouble())
                : ofForks(values);
    }

    private Stream<Timing> baseline() {
        return version.runs().stream()
                .flatMap(run -> run.passes().stream())
                .filter(fork -> fork.pass() == Pass.BASELINE && fork.timing() != null)
                .map(RunDocument.PassResult::timing);
    }

    private Value latency(Budget budget) {
        double[] values = baseline()
                .filter(timing -> timing.latency() != null)
                .mapToDouble(timing -> percentile(timing.latency(), budget.percentile()))
                .toArray();
        return values.length == 0 ? Value.none(NO_BASELINE) : ofForks(values);
    }

    private static double percentile(Latency latency, double percentile) {
        return percentile == 50
                ? latency.p50()
                : percentile == 90 ? latency.p90() : percentile == 99 ? latency.p99() : latency.p999();
    }

    private Value energy() {
        Optional<Energy> energy = version.runs().stream()
                .map(RunDocument::energy)
                .filter(Objects::nonNull)
                .findFirst();
        return energy.map(joules -> new Value(
                        joules.perThousandAlerts(),
                        joules.perThousandAlertsLow(),
                        joules.perThousandAlertsHigh(),
                        0,
                        ""))
                .orElseGet(() -> Value.none(NO_BASELINE));
    }

    /** Where a budget is shown: its line of source, or its line in the budget file. */
    SourcePosition place(Budget budget, BudgetFile file) throws IOException {
        if (budget.function() != null && version.counted().isPresent()) {
            String className = budget.method().className();
            Optional<SourceText> source = source(className);
            int line = budget.kind().ofLine()
                    ? line(budget).map(LineId::line).orElse(0)
                    : methods(budget.method()).stream()
                            .mapToInt(MethodCounts::firstLine)
                            .min()
                            .orElse(0);
            if (source.isPresent() && line > 0) {
                return new SourcePosition(relative(source.get().location(), version.sourceFile(className)), line);
            }
        }
        return new SourcePosition(relative(file.path().toString(), file.path().toString()), file.line(budget));
    }

    /** A path below the working directory, as continuous integration knows its files; of others the name that is known. */
    private static String relative(String location, String name) {
        Path here = Path.of("").toAbsolutePath();
        Path path = Path.of(location).toAbsolutePath().normalize();
        return Files.exists(path) && path.startsWith(here)
                ? here.relativize(path).toString().replace('\\', '/')
                : name;
    }
}
