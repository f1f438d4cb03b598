package tallyflame.recordings.sample;

/**
 * An event of the wall clock that stands for many samples of a waiting thread, taken at equal distances, cut into parts that are short
 * enough to be put at one time each.
 *
 * @param start time of the first sample in ticks
 * @param span from the first to the last in ticks
 * @param samples how many there are
 * @param parts how many parts, at least 1
 */
record Batch(long start, long span, long samples, int parts) {
    /** Longest part in nanoseconds: what times of samples may be off by. */
    private static final long LONGEST = 250_000_000L;
    /** An event of more parts is damage, or lasted for minutes. */
    private static final int MOST = 4096;

    /** Cuts an event. */
    static Batch of(long start, long span, long samples, long spanNanos) {
        if (samples < 2 || spanNanos <= 0) {
            return new Batch(start, 0, samples, 1);
        }
        return new Batch(start, span, samples, (int) Math.min(Math.min(samples, MOST), 1 + spanNanos / LONGEST));
    }

    /** How many samples a part has. */
    long samples(int part) {
        return before(part + 1) - before(part);
    }

    /** The time of the middle of a part in ticks. */
    long time(int part) {
        if (parts == 1 && samples < 2) {
            return start;
        }
        double middle = (before(part) + before(part + 1) - 1) / 2.0;
        return start + Math.round(span * middle / (samples - 1));
    }

    /** Samples before a part: multiplied as reals, because damaged numbers are large. */
    private long before(int part) {
        return part == parts ? samples : (long) ((double) samples * part / parts);
    }
}
