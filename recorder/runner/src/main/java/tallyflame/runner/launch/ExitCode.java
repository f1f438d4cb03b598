package tallyflame.runner.launch;

/**
 * How a process ended, as the shell counts it.
 *
 * @param value its own exit code, or 128 + n after signal n
 */
public record ExitCode(int value) {
    private static final int SIGNALS = 128;
    private static final int LARGEST_SIGNAL = 64;

    /** The signal that ended it; 0 if it ended by itself. */
    private int signal() {
        return value > SIGNALS && value <= SIGNALS + LARGEST_SIGNAL ? value - SIGNALS : 0;
    }

    /** Whether it had no time to close its files. On the signals 1, 2 and 15 a JVM ends in order. */
    public boolean killed() {
        return switch (signal()) {
            case 0, 1, 2, 15 -> false;
            default -> true;
        };
    }

    /** One line, of which the process is the subject. */
    public String describe(String process) {
        String how = signal() == 0 ? "" : " (signal " + signal() + signalName() + ")";
        return process + " ended with exit code " + value + how;
    }

    private String signalName() {
        return switch (signal()) {
            case 2 -> ", interrupted";
            case 6 -> ", aborted";
            case 9 -> ", killed: by hand, or for lack of memory";
            case 11 -> ", segmentation fault";
            case 15 -> ", terminated";
            default -> "";
        };
    }
}
