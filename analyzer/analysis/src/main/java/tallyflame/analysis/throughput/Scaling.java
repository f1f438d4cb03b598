package tallyflame.analysis.throughput;

import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.table.Table;
import tallyflame.runs.RunDocument;

/**
 * How throughput grows with threads.
 *
 * @param steps one for each number of threads, the smallest first
 */
public record Scaling(List<Step> steps) {
    /**
     * One number of threads.
     *
     * @param alertsPerSecond of all threads together
     * @param efficiency rate of a thread against that of the run with the fewest threads; 1 is perfect
     */
    public record Step(int threads, double alertsPerSecond, double efficiency) {}

    /**
     * Reckons efficiencies.
     *
     * @param threads numbers of threads
     * @param alertsPerSecond of all threads together, for each
     */
    public static Scaling of(List<Integer> threads, List<Double> alertsPerSecond) {
        double single = alertsPerSecond.get(0) / threads.get(0);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            double rate = alertsPerSecond.get(i);
            steps.add(new Step(threads.get(i), rate, rate / threads.get(i) / single));
        }
        return new Scaling(steps);
    }

    /** Efficiencies of runs of one module. */
    public static Scaling ofRuns(List<RunDocument> runs) {
        return of(
                runs.stream().map(run -> run.plan().threads()).toList(),
                runs.stream()
                        .map(run -> run.throughput().allThreadsAlertsPerSecond())
                        .toList());
    }

    /** One row for each number of threads. */
    public Table<Step> table() {
        return Table.of(steps)
                .count("threads", Step::threads)
                .number("alerts/s", Step::alertsPerSecond)
                .share("efficiency", Step::efficiency);
    }
}
