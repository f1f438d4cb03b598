package tallyflame.counts.span;

/**
 * What became of all spans that began while classes were counted.
 *
 * @param ended spans with counts, by themselves or in groups
 * @param kept of these, those that are kept one by one
 * @param grouped of these, those that were counted in groups
 * @param shared refused: their thread shares its counters with others
 * @param unended had not ended, or their thread ended first
 * @param elsewhere ended on another thread than they began on, without parts
 * @param overlapping ended before a span did that had begun within them
 * @param lateParts parts without a span: it had ended, was refused, or was counted in a group
 * @param failed the agent failed on them, as out of memory or stack
 * @param snapshotNanos what one end of a span takes, nanoseconds
 * @param coarse whether there were so many names and durations that they were added up
 * @param problem why there are no figures at all, else empty
 */
public record SpanLedger(
        long ended,
        long kept,
        long grouped,
        long shared,
        long unended,
        long elsewhere,
        long overlapping,
        long lateParts,
        long failed,
        long snapshotNanos,
        boolean coarse,
        String problem) {}
