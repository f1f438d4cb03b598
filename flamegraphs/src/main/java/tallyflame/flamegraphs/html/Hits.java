package tallyflame.flamegraphs.html;

import java.util.Map;

/**
 * Exact counts that the page shows with the weight of a box.
 *
 * @param counts by what a box says: {@code pkg.Class.method} for entries of a method, {@code pkg.Class.method:line} for hits
 *     of a line
 * @param scale counted work divided by sampled work: weight times this is of the same work as the counts
 * @param note what work the counts are of, for the reader
 */
public record Hits(Map<String, Long> counts, double scale, String note) {
    /** Nothing was counted. */
    public static final Hits NONE = new Hits(Map.of(), 1, "");

    public Hits {
        counts = Map.copyOf(counts);
    }
}
