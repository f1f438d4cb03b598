package tallyflame.analysis.spans.counts;

import java.util.Arrays;

/**
 * What was counted in a span, or in several: hits of lines and outcomes of branches that are not zero. Lines, outcomes and methods are
 * places in the lists of {@link CountedSpans}, ascending.
 *
 * @param lines the lines that were entered
 * @param hits how often
 * @param outcomes the ways that branches took
 * @param counts how often
 * @param unknown methods whose hits and outcomes are not known; they are not among the others
 */
public record SpanHits(int[] lines, long[] hits, int[] outcomes, long[] counts, int[] unknown) {
    /** How often a line was entered; 0 also where that is not known. */
    public long hits(int line) {
        return at(lines, hits, line);
    }

    /** How often a branch took a way; 0 also where that is not known. */
    public long count(int outcome) {
        return at(outcomes, counts, outcome);
    }

    /** Whether hits and outcomes of a method are known. */
    public boolean knows(int method) {
        return Arrays.binarySearch(unknown, method) < 0;
    }

    private static long at(int[] places, long[] values, int place) {
        int found = Arrays.binarySearch(places, place);
        return found < 0 ? 0 : values[found];
    }
}
