package tallyflame.runner.launch;

import java.util.List;

/**
 * How a forked JVM ended.
 *
 * @param exitCode of the process; 128 + n after signal n
 * @param problem what the fork said went wrong, or {@code null}
 * @param output last lines of its output
 * @param seconds from start to end
 */
record ForkOutcome(int exitCode, String problem, List<String> output, double seconds) {
    /** Whether it did all its work. */
    boolean complete() {
        return exitCode == 0;
    }

    /** Whether it ended without having said why. */
    boolean died() {
        return exitCode != 0 && problem == null;
    }

    /** One line on what went wrong. */
    String describe() {
        if (problem != null) {
            return problem;
        }
        return new ExitCode(exitCode).describe("the JVM");
    }
}
