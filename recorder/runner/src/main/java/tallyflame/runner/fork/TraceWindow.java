package tallyflame.runner.fork;

/** Tells the tracing agent of this JVM that the measured window begins, so that its file holds nothing from before. */
final class TraceWindow {
    /** The agent defines it; nobody else can compile against it. */
    private static final String TIMERS = "java.lang.TallyflameTimers";

    private TraceWindow() {}

    static void begin() {
        try {
            Class.forName(TIMERS).getMethod("mark").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the trace pass runs without the tracing agent", e);
        }
    }
}
