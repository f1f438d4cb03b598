package tallyflame.analysis.headline;

import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.functions.IdleThreads;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.Samples;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/** Says where waiting dominates. */
final class Waits {
    private static final double DOMINATES = 0.5;

    /** States in which a thread does not want the processor. */
    private static final Set<String> WAITING = Set.of(
            "STATE_SLEEPING",
            "STATE_PARKED",
            "STATE_PARKED_TIMED",
            "STATE_IN_OBJECT_WAIT",
            "STATE_IN_OBJECT_WAIT_TIMED",
            "STATE_BLOCKED_ON_MONITOR_ENTER");

    private Waits() {}

    /** Of a wall clock, without threads that do nothing but sleep in one place. */
    static Optional<Clause> of(Profile profile) {
        if (!profile.event().equals("wall") || profile.samples().isEmpty()) {
            return Optional.empty();
        }
        Samples samples = IdleThreads.of(profile).active().samples().orElseThrow();
        double waiting = 0;
        double all = 0;
        for (int row = 0; row < samples.size(); row++) {
            int state = samples.states()[row];
            if (state < 0) {
                return Optional.empty();
            }
            all += samples.weights()[row];
            waiting += WAITING.contains(samples.stateNames().get(state)) ? samples.weights()[row] : 0;
        }
        return clause(waiting, all, "of the wall clock asleep or waiting");
    }

    /** Of an alert, by the JVM's own clocks. */
    static Optional<Clause> of(RunDocument run) {
        Throughput rate = run.throughput();
        if (rate == null || rate.waitingMicrosPerAlert() == null || rate.alertsPerCpuSecond() <= 0) {
            return Optional.empty();
        }
        double waiting = rate.waitingMicrosPerAlert();
        return clause(waiting, waiting + 1e6 / rate.alertsPerCpuSecond(), "of an alert's time asleep or waiting");
    }

    private static Optional<Clause> clause(double waiting, double all, String of) {
        return all <= 0 || waiting < DOMINATES * all
                ? Optional.empty()
                : Optional.of(new Clause(
                        Clause.Kind.WAITING, Quantity.percent(waiting / all) + " " + of, "report-functions"));
    }
}
