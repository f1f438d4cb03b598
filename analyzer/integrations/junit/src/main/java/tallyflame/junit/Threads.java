package tallyflame.junit;

/** Whose counts are meant. */
public enum Threads {
    /** Those of the thread that runs the test; exact whatever others do. */
    OWN,
    /** Those of all threads; they must not count when the measured code begins and when it ends. */
    ALL
}
