package tallyflame.analysis.spans.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Tally;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.SpanFile;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.graph.MethodGraph;
import tallyflame.counts.span.CallPlace;
import tallyflame.counts.span.RawCounts;
import tallyflame.counts.span.SpanRecord;

/** Derives hits and outcomes from the raw counters of spans, as they are derived from those of a whole run. */
final class SpanTally {
    /** A method and its counters. */
    private record Method(MethodGraph graph, int firstCounter, MethodId name, int id) {}

    private final SpanRecord spans;
    private final Method[] methods;
    private final Map<Integer, Integer> firstOfType = new HashMap<>();
    private final Map<MethodId, Integer> methodIds = new LinkedHashMap<>();
    private final Map<LineId, Integer> lines = new LinkedHashMap<>();
    private final Map<OutcomeId, Integer> outcomes = new LinkedHashMap<>();
    /** The methods of lines and of outcomes. */
    private final List<Integer> lineMethods = new ArrayList<>();

    private final List<Integer> wayMethods = new ArrayList<>();
    /** Why a method has no figures somewhere. */
    private final Map<Integer, String> reasons = new TreeMap<>();

    SpanTally(SpanFile file) {
        spans = file.spans();
        List<Method> all = new ArrayList<>();
        for (int type = 0; type < file.classes().size(); type++) {
            if (type >= spans.firstCounters().size()) break;
            firstOfType.put(type, all.size());
            ClassGraph graph = file.classes().get(type).graph();
            int first = spans.firstCounters().get(type);
            for (int m = 0; m < graph.methods().size(); m++) {
                MethodGraph method = graph.methods().get(m);
                MethodId id = new MethodId(graph.name(), method.name(), method.descriptor());
                all.add(new Method(method, first, id, place(methodIds, id)));
                number(id, method);
                first += method.counters();
            }
        }
        methods = all.toArray(Method[]::new);
    }

    private static <T> int place(Map<T, Integer> places, T what) {
        return places.computeIfAbsent(what, key -> places.size());
    }

    private void number(MethodId id, MethodGraph method) {
        MethodCounts nothing = counts(method, new long[method.counters()], List.of());
        nothing.lines().forEach(line -> place(lines, new LineId(id, line.line())));
        nothing.branches().forEach(branch -> {
            for (int i = 0; i < branch.outcomes().size(); i++) place(outcomes, outcome(id, branch, i));
        });
        int of = place(methodIds, id);
        while (lineMethods.size() < lines.size()) lineMethods.add(of);
        while (wayMethods.size() < outcomes.size()) wayMethods.add(of);
    }

    private static OutcomeId outcome(MethodId id, Branch branch, int index) {
        BranchOutcome way = branch.outcomes().get(index);
        return new OutcomeId(id, branch.line(), branch.ordinal(), index, way.toLine());
    }

    private static MethodCounts counts(MethodGraph method, long[] counters, List<InFlight> standing) {
        return new Tally(method)
                .counts(counters, standing, 0, new long[method.allocationSites().size()]);
    }

    List<LineId> lines() {
        return List.copyOf(lines.keySet());
    }

    List<OutcomeId> outcomes() {
        return List.copyOf(outcomes.keySet());
    }

    List<MethodId> methods() {
        return List.copyOf(methodIds.keySet());
    }

    Map<Integer, String> reasons() {
        return reasons;
    }

    /** What lines and outcomes add up to while methods are derived; what is not known of one sum is not known of all. */
    private final class Sums {
        private final TreeMap<Integer, Long> hits = new TreeMap<>();
        private final TreeMap<Integer, Long> counts = new TreeMap<>();
        private final TreeSet<Integer> unknown = new TreeSet<>();

        void add(SpanHits other, int sign) {
            for (int i = 0; i < other.lines().length; i++) {
                hits.merge(other.lines()[i], sign * other.hits()[i], Long::sum);
            }
            for (int i = 0; i < other.outcomes().length; i++) {
                counts.merge(other.outcomes()[i], sign * other.counts()[i], Long::sum);
            }
            for (int method : other.unknown()) unknown.add(method);
        }

        SpanHits hits() {
            hits.entrySet().removeIf(line -> line.getValue() == 0 || unknown.contains(lineMethods.get(line.getKey())));
            counts.entrySet().removeIf(way -> way.getValue() == 0 || unknown.contains(wayMethods.get(way.getKey())));
            return new SpanHits(
                    places(hits),
                    values(hits),
                    places(counts),
                    values(counts),
                    unknown.stream().mapToInt(Integer::intValue).toArray());
        }

        private int[] places(Map<Integer, Long> sums) {
            return sums.keySet().stream().mapToInt(Integer::intValue).toArray();
        }

        private long[] values(Map<Integer, Long> sums) {
            return sums.values().stream().mapToLong(Long::longValue).toArray();
        }
    }

    /** Hits and outcomes of the methods that have any, or that a call stood in. */
    SpanHits hits(RawCounts raw) {
        Map<Integer, List<InFlight>> standing = new HashMap<>();
        Map<Integer, String> unknown = new TreeMap<>();
        place(raw, standing, unknown);
        Map<Integer, long[]> counters = counters(raw);
        standing.keySet()
                .forEach(m -> counters.computeIfAbsent(
                        m, key -> new long[methods[m].graph().counters()]));
        Sums sums = new Sums();
        counters.forEach((m, own) -> {
            if (unknown.containsKey(m)) return;
            MethodCounts counts = counts(methods[m].graph(), own, standing.getOrDefault(m, List.of()));
            if (counts.residual() == 0) {
                add(methods[m], counts, sums);
            } else {
                unknown.put(m, "what flows into its code does not flow out of it");
            }
        });
        unknown.forEach((m, reason) -> {
            sums.unknown.add(methods[m].id());
            reasons.putIfAbsent(methods[m].id(), reason);
        });
        return sums.hits();
    }

    /** All that was counted in the classes of a file. */
    SpanHits whole(SpanFile file) {
        Sums sums = new Sums();
        for (int type : firstOfType.keySet()) {
            ClassSnapshot counted = file.classes().get(type);
            int from = 0;
            for (int m = 0; m < counted.graph().methods().size(); m++) {
                Method method = methods[firstOfType.get(type) + m];
                int index = m;
                List<InFlight> standing = counted.inFlight().stream()
                        .filter(call -> call.method() == index)
                        .map(call -> new InFlight(0, call.segment(), call.activations()))
                        .toList();
                int to = from + method.graph().counters();
                long[] own = Arrays.copyOfRange(counted.counters(), from, to);
                add(method, counts(method.graph(), own, standing), sums);
                from = to;
            }
        }
        return sums.hits();
    }

    /** The difference of the whole and some sums of it; methods that are not known in one are not known. */
    SpanHits rest(SpanHits whole, List<SpanHits> more, List<SpanHits> less) {
        Sums sums = new Sums();
        sums.add(whole, 1);
        more.forEach(part -> sums.add(part, 1));
        less.forEach(part -> sums.add(part, -1));
        return sums.hits();
    }

    /** All hits of lines of the methods that something else knows. */
    long known(SpanHits hits, SpanHits other) {
        long sum = 0;
        for (int i = 0; i < hits.lines().length; i++) {
            sum += other.knows(lineMethods.get(hits.lines()[i])) ? hits.hits()[i] : 0;
        }
        return sum;
    }

    private void place(RawCounts raw, Map<Integer, List<InFlight>> standing, Map<Integer, String> unknown) {
        for (int i = 0; i < raw.calls().length; i++) {
            for (CallPlace place : spans.calls().get(raw.calls()[i])) {
                for (int method : place.methods()) {
                    int m = firstOfType.get(place.type()) + method;
                    if (place.segment() == CallPlace.UNKNOWN) {
                        unknown.put(m, place.problem());
                    } else if (raw.standing()[i] != 0) {
                        standing.computeIfAbsent(m, key -> new ArrayList<>())
                                .add(new InFlight(0, place.segment(), raw.standing()[i]));
                    }
                }
            }
        }
    }

    /** The counters of the methods that have any, by place of the method. */
    private Map<Integer, long[]> counters(RawCounts raw) {
        Map<Integer, long[]> counters = new TreeMap<>();
        int m = 0;
        for (int i = 0; i < raw.numbers().length; i++) {
            int number = raw.numbers()[i];
            while (m < methods.length && number >= end(m)) m++;
            // Counters of classes that were counted before and are not any more.
            if (m == methods.length || number < methods[m].firstCounter()) continue;
            counters.computeIfAbsent(m, key -> new long[methods[key].graph().counters()])[
                            number - methods[m].firstCounter()] =
                    raw.values()[i];
        }
        return counters;
    }

    private int end(int m) {
        return methods[m].firstCounter() + methods[m].graph().counters();
    }

    private void add(Method method, MethodCounts counts, Sums sums) {
        MethodId id = method.name();
        for (LineHits line : counts.lines()) {
            if (line.hits() != 0) sums.hits.merge(lines.get(new LineId(id, line.line())), line.hits(), Long::sum);
        }
        for (Branch branch : counts.branches()) {
            for (int i = 0; i < branch.outcomes().size(); i++) {
                long count = branch.outcomes().get(i).count();
                if (count != 0) sums.counts.merge(outcomes.get(outcome(id, branch, i)), count, Long::sum);
            }
        }
    }
}
