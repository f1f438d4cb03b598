package tallyflame.flamegraphs.html;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.graph.GraphOptions;

/**
 * What the page shows.
 *
 * @param title heading of the page
 * @param graph how stacks are folded; with lines, the page has them whatever its size, otherwise only while it stays small
 * @param hits exact counts, {@link Hits#NONE} where nothing was counted
 * @param samplesBudget most bytes, once compressed, that the single samples of one event may take in the page; above it time
 *     is kept more coarsely, then not at all, and the page says so
 * @param places where lambdas and anonymous classes are declared
 * @param marks what else happened over the time, such as pauses
 */
public record PageOptions(
        String title, GraphOptions graph, Hits hits, int samplesBudget, Places places, List<Mark> marks) {
    /**
     * A stretch of time that is marked over the picture of time.
     *
     * @param what it is, such as {@code GC pause}; marks of one kind look alike
     * @param fromMillis milliseconds since 1970
     * @param toMillis milliseconds since 1970
     */
    public record Mark(String what, double fromMillis, double toMillis) {}

    /** Finds out where functions are declared whose names do not tell. */
    @FunctionalInterface
    public interface Places {
        /** Nothing is known. */
        Places NONE = functions -> Map.of();

        /**
         * Looks functions up.
         *
         * @param functions as boxes name them, {@code pkg.Class.method}
         * @return file and line such as {@code Main.java:12} by name, for those that are found
         */
        Map<String, String> of(Collection<String> functions);
    }

    public PageOptions {
        marks = List.copyOf(marks);
    }

    /** Leaves room for the tree of a large recording within 3 MB. */
    public static final int DEFAULT_SAMPLES_BUDGET = 500_000;

    /** A page with nothing but a title. */
    public static PageOptions titled(String title) {
        return new PageOptions(title, GraphOptions.DEFAULT, Hits.NONE, DEFAULT_SAMPLES_BUDGET, Places.NONE, List.of());
    }

    /** The same with stacks folded in another way. */
    public PageOptions withGraph(GraphOptions options) {
        return new PageOptions(title, options, hits, samplesBudget, places, marks);
    }

    /** The same with exact counts. */
    public PageOptions withHits(Hits counts) {
        return new PageOptions(title, graph, counts, samplesBudget, places, marks);
    }

    /** The same with places of declarations. */
    public PageOptions withPlaces(Places found) {
        return new PageOptions(title, graph, hits, samplesBudget, found, marks);
    }
}
