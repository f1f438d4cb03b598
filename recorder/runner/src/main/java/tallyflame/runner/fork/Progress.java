package tallyflame.runner.fork;

import java.util.Optional;

/**
 * How far a fork has come: one line on its standard output, which belongs to the runner.
 *
 * @param pid of the fork
 * @param phase {@code reading}, {@code warmup}, {@code measured} or {@code writing}
 * @param done share of the phase, 0 to 1
 * @param alerts processed in the phase so far
 * @param alertsPerSecond rate in the phase so far, all threads
 * @param remainingSeconds of warm-up and window together, NaN if that is not known
 */
public record Progress(
        long pid, String phase, double done, long alerts, double alertsPerSecond, double remainingSeconds) {
    private static final String MARK = "tallyflame-progress ";
    private static final String PROBLEM_MARK = "tallyflame-problem ";

    /** The line that says it. */
    String line() {
        return MARK + pid + " " + phase + " " + done + " " + alerts + " " + alertsPerSecond + " " + remainingSeconds;
    }

    /** Reads a line; empty if it does not report progress. */
    public static Optional<Progress> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] word = line.substring(MARK.length()).split(" ", -1);
        return Optional.of(new Progress(
                Long.parseLong(word[0]),
                word[1],
                Double.parseDouble(word[2]),
                Long.parseLong(word[3]),
                Double.parseDouble(word[4]),
                Double.parseDouble(word[5])));
    }

    /** The line by which a fork says why it gave up. */
    static String problemLine(String problem) {
        return PROBLEM_MARK + problem.replace('\n', ' ');
    }

    /** Reads such a line; empty if it is not one. */
    public static Optional<String> parseProblem(String line) {
        return line.startsWith(PROBLEM_MARK) ? Optional.of(line.substring(PROBLEM_MARK.length())) : Optional.empty();
    }
}
