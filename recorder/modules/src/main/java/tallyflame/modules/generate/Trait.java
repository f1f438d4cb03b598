package tallyflame.modules.generate;

/**
 * What is odd about some alerts, each in a known proportion. The periods have no common divisor with most others, so
 * that traits come in all combinations, and even small sets have them all: the longest period is 500.
 */
enum Trait {
    /** One stamp has outliers in the centre and the other has none. */
    HOSTLESS(33, 7),
    /** A stamp of 63 rows and 62 columns. */
    SHORT_STAMP(200, 57),
    /** A template with pixels of -3.4e38. */
    BROKEN_TEMPLATE(500, 211),
    /** Stamps that reach over the edge of the detector. */
    EDGE(7, 3),
    /** The history is NULL. */
    NO_HISTORY(16, 9),
    /** The alert itself is in the i band. */
    I_BAND(50, 21),
    /** A visit in the i band in the history. */
    I_BAND_BEFORE(19, 4),
    /** The same visit twice in the history. */
    SAME_VISIT_TWICE(40, 33),
    /** No source in the template near the alert. */
    NO_REFERENCE(23, 11),
    /** Near an entry of the generated catalogue. */
    CATALOGUED(13, 2),
    /** Nothing but upper limits before the alert. */
    LIMITS_ONLY(17, 6);

    private final int period;
    private final int phase;

    Trait(int period, int phase) {
        this.period = period;
        this.phase = phase;
    }

    /** Whether the alert with this index has the trait. */
    boolean of(long index) {
        return index % period == phase;
    }
}
