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
    private static final int SIGNALS = 128;
    private static final int LARGEST_SIGNAL = 64;

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
        boolean signal = exitCode > SIGNALS && exitCode <= SIGNALS + LARGEST_SIGNAL;
        String how = signal ? " (signal " + (exitCode - SIGNALS) + signalName(exitCode - SIGNALS) + ")" : "";
        return "the JVM ended with exit code " + exitCode + how;
    }

    private static String signalName(int signal) {
        return switch (signal) {
            case 2 -> ", interrupted";
            case 6 -> ", aborted";
            case 9 -> ", killed: by hand, or for lack of memory";
            case 11 -> ", segmentation fault";
            case 15 -> ", terminated";
            default -> "";
        };
    }
}
