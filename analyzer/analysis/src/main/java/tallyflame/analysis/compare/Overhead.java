package tallyflame.analysis.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tallyflame.analysis.statistics.Bootstrap;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/**
 * What an instrument costs: the ratio of its time to that of the baseline of the same round, median over the rounds with its
 * 95 % bootstrap interval.
 *
 * @param pass the instrument
 * @param rounds pairs that are in it
 * @param ratio of the steady state: time of an alert, or of the whole execution of a command
 * @param low lower end of its interval
 * @param high upper end
 * @param cpu the same of the CPU time of the module threads, which other programs on the machine disturb less; {@code null} of
 *     a command
 * @param startUp of all that is not steady: start of the JVM, first round, end; of a command, a JVM that only says its
 *     version; {@code null} if that was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overhead(String pass, int rounds, double ratio, double low, double high, Interval cpu, Interval startUp) {
    /** The wall-clock ratio with its interval. */
    public Interval wall() {
        return new Interval(ratio, low, high);
    }

    /** Of every pass but the baseline, in the order of the plan. */
    static List<Overhead> of(RunDirectory run, RunDirectory startUps) throws IOException {
        List<Overhead> result = new ArrayList<>();
        for (Pass pass : run.document().plan().passes()) {
            if (pass == Pass.BASELINE) {
                continue;
            }
            boolean module = run.document().module() != null;
            Interval wall = ratio(run, pass, module ? Overhead::wallOfAlert : PassResult::seconds);
            if (wall == null) {
                continue;
            }
            Interval startUp = module
                    ? ratio(run, pass, Overhead::startUp)
                    : startUps == null ? null : ratio(startUps, pass, PassResult::seconds);
            result.add(new Overhead(
                    pass.label(),
                    pairs(run, pass).size(),
                    wall.value(),
                    wall.low(),
                    wall.high(),
                    module ? ratio(run, pass, Overhead::cpuOfAlert) : null,
                    startUp));
        }
        return result;
    }

    private record Pair(PassResult measured, PassResult reference) {}

    private static List<Pair> pairs(RunDirectory run, Pass pass) {
        Map<Integer, PassResult> references = new TreeMap<>();
        for (PassResult result : run.results(Pass.BASELINE)) {
            references.put(result.fork(), result);
        }
        return run.results(pass).stream()
                .filter(Overhead::isWhole)
                .filter(result -> references.containsKey(result.fork()) && isWhole(references.get(result.fork())))
                .map(result -> new Pair(result, references.get(result.fork())))
                .toList();
    }

    private static boolean isWhole(PassResult result) {
        return result.status().equals(RunDocument.COMPLETE);
    }

    private static Interval ratio(RunDirectory run, Pass pass, ToDoubleFunction<PassResult> time) {
        List<Pair> pairs = pairs(run, pass).stream()
                .filter(pair -> time.applyAsDouble(pair.measured()) > 0 && time.applyAsDouble(pair.reference()) > 0)
                .toList();
        if (pairs.isEmpty()) {
            return null;
        }
        return Bootstrap.medianRatio(
                pairs.stream()
                        .mapToDouble(p -> time.applyAsDouble(p.measured()))
                        .toArray(),
                pairs.stream()
                        .mapToDouble(p -> time.applyAsDouble(p.reference()))
                        .toArray());
    }

    private static double wallOfAlert(PassResult result) {
        Timing.Window window = result.timing().window();
        return window.busySeconds() / window.alerts();
    }

    private static double cpuOfAlert(PassResult result) {
        Timing.Window window = result.timing().window();
        return window.moduleCpuSeconds() / window.alerts();
    }

    private static double startUp(PassResult result) {
        Timing timing = result.timing();
        double first = timing.coldAlertsPerSecond() > 0 ? timing.rows() / timing.coldAlertsPerSecond() : 0;
        return result.seconds() - timing.warmup().seconds() - timing.window().seconds() + first;
    }
}
