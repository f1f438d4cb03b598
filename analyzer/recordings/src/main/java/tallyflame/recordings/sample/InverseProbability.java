package tallyflame.recordings.sample;

/**
 * What an event stands for that was recorded with a known probability: its size divided by that probability (D. G. Horvitz and
 * D. J. Thompson, "A generalization of sampling without replacement from a finite universe", Journal of the American Statistical
 * Association 47 (1952) 663–685). Sums of it are right on average, whatever the sizes are.
 */
final class InverseProbability {
    private InverseProbability() {}

    /**
     * An object of the JVM's heap sampler (JEP 331), which draws bytes with exponential distances: an object is recorded if one of its
     * bytes is drawn, with the probability {@code 1 - exp(-size / interval)}.
     *
     * @param size bytes of the object, positive
     * @param interval mean distance of the bytes drawn, positive
     */
    static long ofDrawnBytes(long size, long interval) {
        return Math.round(size / -Math.expm1(-(double) size / interval));
    }

    /**
     * An event of a sampler that adds up sizes and records that event with which the sum passes the next multiple of an interval: the
     * probability is {@code size / interval} for small ones, and large ones are recorded all.
     *
     * @param size of the event; of nothing, which cannot be recorded, nothing
     */
    static long ofAccumulated(long size, long interval) {
        return size == 0 ? 0 : Math.max(size, interval);
    }
}
