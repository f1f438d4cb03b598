package tallyflame.modules.generate;

/** What an alert comes from. */
enum ObjectKind {
    /** A star whose light goes up and down by some tenths, measured often in both bands. */
    VARIABLE_STAR,
    /** An explosion in a galaxy, getting brighter for weeks. */
    SUPERNOVA,
    /** Bright and gone in days. */
    FAST_TRANSIENT,
    /** Seen once or a few times where a known minor planet is. */
    ASTEROID,
    /** Seen twice within half an hour, far from any star. */
    MOVING_UNKNOWN,
    /** A constant star, now and then above the noise. */
    STAR;

    private static final ObjectKind[] ALL = values();

    /** The kind of the alert with an index; all equally often. */
    static ObjectKind of(long index) {
        return ALL[(int) (index % ALL.length)];
    }
}
