package tallyflame.runner.fork;

import tallyflame.runs.Pass;

/**
 * What a forked JVM is to do; written by the parent as {@code fork.json} into the pass directory.
 *
 * @param module name of the science module
 * @param pass under which instrument it runs
 * @param fork number of the fork, from 1
 * @param once whether every alert is processed exactly once, without warm-up
 * @param alerts absolute path of the alerts
 * @param limit at most that many alerts
 * @param batch alerts a batch, at most
 * @param threads module threads
 * @param warmupSeconds least time before the measured window; nothing is warmed up where alerts are processed once
 * @param measureSeconds least length of the measured window; whole rounds are measured
 * @param heapShare share of the heap that decoded alerts may fill; more are streamed
 * @param results absolute path of the CSV file of results, or {@code null}
 * @param profilerLibrary library of async-profiler whose chunks are to be closed every second, or {@code null}
 */
public record ForkPlan(
        String module,
        Pass pass,
        int fork,
        boolean once,
        String alerts,
        long limit,
        int batch,
        int threads,
        double warmupSeconds,
        double measureSeconds,
        double heapShare,
        String results,
        String profilerLibrary) {
    /** Name of the file in the pass directory. */
    public static final String FILE = "fork.json";
}
