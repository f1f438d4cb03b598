package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.MethodId;

/** What was counted in single spans, as vectors of the same places. */
public final class SpanWork {
    /** No span was counted. */
    public static final SpanWork NONE = new SpanWork();

    /**
     * A place in the code that has a count.
     *
     * @param file name of the source file, empty if unknown
     * @param ordinal which branch of the line; -1 for the hits of the line itself
     * @param way which outcome of the branch
     * @param toLine the line that the outcome goes to
     */
    record Site(MethodId method, String file, int line, int ordinal, int way, int toLine) {
        boolean isLine() {
            return ordinal < 0;
        }

        /** {@code pkg.Class.method:12}. */
        String place() {
            return method.function() + ":" + line;
        }
    }

    private final Map<Site, Integer> index = new LinkedHashMap<>();
    private final Map<String, long[]> byTag = new HashMap<>();

    /**
     * Adds the counts of a span.
     *
     * @param tag which span it was; of several with one tag the first is kept
     */
    public void add(String tag, List<ClassCounts> counts) {
        if (byTag.containsKey(tag)) {
            return;
        }
        long[] hits = new long[Math.max(16, index.size())];
        for (ClassCounts type : counts) {
            for (MethodCounts method : type.methods()) {
                MethodId id = type.id(method);
                for (LineHits line : method.lines()) {
                    hits = put(hits, new Site(id, type.sourceFile(), line.line(), -1, 0, 0), line.hits());
                }
                for (Branch branch : method.branches()) {
                    for (int way = 0; way < branch.outcomes().size(); way++) {
                        Site site = new Site(
                                id,
                                type.sourceFile(),
                                branch.line(),
                                branch.ordinal(),
                                way,
                                branch.outcomes().get(way).toLine());
                        hits = put(hits, site, branch.outcomes().get(way).count());
                    }
                }
            }
        }
        byTag.put(tag, hits);
    }

    private long[] put(long[] hits, Site site, long count) {
        int at = index.computeIfAbsent(site, key -> index.size());
        long[] room = at < hits.length ? hits : Arrays.copyOf(hits, 2 * at);
        room[at] += count;
        return room;
    }

    /** Whether any span was counted. */
    boolean isEmpty() {
        return byTag.isEmpty();
    }

    /** The places, in the order of the vectors. */
    List<Site> sites() {
        return new ArrayList<>(index.keySet());
    }

    /** What was counted in the span of a tag, a number for each site; empty if it was not. */
    Optional<long[]> of(String tag) {
        return Optional.ofNullable(byTag.get(tag)).map(hits -> Arrays.copyOf(hits, index.size()));
    }
}
