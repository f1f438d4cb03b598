package tallyflame.analysis.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.counts.CountedSpan;
import tallyflame.analysis.spans.counts.CountedSpans;
import tallyflame.analysis.spans.counts.OutcomeId;
import tallyflame.analysis.spans.counts.SpanHits;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * What was counted in single spans, as vectors of the same places. Methods whose counts are not known in every span are left out: a
 * span without them would seem to have done less.
 */
final class SpanWork {
    /** No span was counted. */
    static final SpanWork NONE = new SpanWork();

    /**
     * A place in the code that has a count.
     *
     * @param ordinal which branch of the line; -1 for the hits of the line itself
     * @param way which outcome of the branch
     * @param toLine the line that the outcome goes to
     */
    record Site(MethodId method, int line, int ordinal, int way, int toLine) {
        static Site of(LineId line) {
            return new Site(line.method(), line.line(), -1, 0, 0);
        }

        static Site of(OutcomeId outcome) {
            return new Site(outcome.method(), outcome.line(), outcome.ordinal(), outcome.index(), outcome.toLine());
        }

        boolean isLine() {
            return ordinal < 0;
        }

        /** {@code pkg.Class.method:12}. */
        String place() {
            return method.function() + ":" + line;
        }
    }

    private final List<Site> sites = new ArrayList<>();
    private final Map<Site, Integer> index = new HashMap<>();
    private final TreeSet<MethodId> unknown = new TreeSet<>();
    private final Map<String, List<long[]>> byTag = new HashMap<>();

    /** What was counted in the spans of a name; {@link #NONE} if nothing was. */
    static SpanWork of(List<CountedSpans> counted, String name) {
        SpanWork work = new SpanWork();
        for (CountedSpans jvm : counted) {
            for (CountedSpan span : jvm.spans()) {
                if (span.name().equals(name)) {
                    work.add(jvm, span);
                }
            }
        }
        return work.byTag.isEmpty() ? NONE : work.known();
    }

    private void add(CountedSpans jvm, CountedSpan span) {
        SpanHits found = span.hits();
        Map<Site, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < found.lines().length; i++) {
            counts.merge(Site.of(jvm.lines().get(found.lines()[i])), found.hits()[i], Long::sum);
        }
        for (int i = 0; i < found.outcomes().length; i++) {
            counts.merge(Site.of(jvm.outcomes().get(found.outcomes()[i])), found.counts()[i], Long::sum);
        }
        add(
                span.tag(),
                counts,
                Arrays.stream(found.unknown())
                        .mapToObj(method -> jvm.methods().get(method))
                        .toList());
    }

    /** Adds what was counted in a span, except in methods of which that is not known. */
    void add(String tag, Map<Site, Long> counts, List<MethodId> except) {
        long[] hits = new long[sites.size() + counts.size()];
        counts.forEach((site, count) -> hits[at(site)] = count);
        unknown.addAll(except);
        byTag.computeIfAbsent(tag, key -> new ArrayList<>()).add(hits);
    }

    private int at(Site site) {
        Integer known = index.get(site);
        if (known == null) {
            known = sites.size();
            index.put(site, known);
            sites.add(site);
        }
        return known;
    }

    /** All vectors as long as there are sites, and nothing of methods that are not known everywhere. */
    SpanWork known() {
        for (List<long[]> spans : byTag.values()) {
            spans.replaceAll(hits -> {
                long[] whole = Arrays.copyOf(hits, sites.size());
                for (int site = 0; site < whole.length; site++) {
                    whole[site] = unknown.contains(sites.get(site).method()) ? 0 : whole[site];
                }
                return whole;
            });
        }
        return this;
    }

    /** The places, in the order of the vectors. */
    List<Site> sites() {
        return sites;
    }

    /** The methods that were left out. */
    List<MethodId> unknown() {
        return List.copyOf(unknown);
    }

    /**
     * Puts spans and their counts together, by tag. Where a tag was counted once, by a pass of its own, all spans of that tag did the
     * same; of several of a tag the first is the first.
     *
     * @param spans of one name
     * @param ownPass whether the counts are of a pass of their own
     */
    List<Observation> join(List<MeasuredSpan> spans, boolean ownPass) {
        Map<String, List<MeasuredSpan>> same = new HashMap<>();
        spans.stream().sorted(Comparator.comparingLong(MeasuredSpan::start)).forEach(span -> same.computeIfAbsent(
                        span.tag(), tag -> new ArrayList<>())
                .add(span));
        List<Observation> joined = new ArrayList<>();
        same.forEach((tag, ofTag) -> {
            List<long[]> counted = byTag.getOrDefault(tag, List.of());
            for (int i = 0; i < ofTag.size(); i++) {
                long[] hits = counted.size() == 1 && ownPass
                        ? counted.get(0)
                        : counted.size() == ofTag.size() ? counted.get(i) : null;
                joined.add(new Observation(ofTag.get(i), hits));
            }
        });
        return joined;
    }
}
