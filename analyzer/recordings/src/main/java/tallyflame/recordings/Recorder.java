package tallyflame.recordings;

/** What made a recording. */
public enum Recorder {
    ASYNC_PROFILER("async-profiler"),
    JDK("jdk");

    private final String label;

    Recorder(String label) {
        this.label = label;
    }

    /** Name for people and tables. */
    public String label() {
        return label;
    }
}
