package tallyflame.agent.mark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.FlowSolver;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.graph.MethodGraph;

/**
 * What was counted between two moments. A call that stood somewhere at the first has not entered its method since, one that stands
 * at the second has not left it: flows that are known if it is known where it stood. If not, its method has no figure.
 */
final class DifferenceOfMoments implements Function<Predicate<String>, byte[]>, Consumer<Object> {
    private static final long[] NO_SITES = {};

    private final Counting counting;
    private final Moment sum;

    DifferenceOfMoments(Counting counting, Moment difference) {
        this.counting = counting;
        sum = difference;
    }

    @Override
    public void accept(Object other) {
        sum.add(((DifferenceOfMoments) other).sum, 1);
    }

    /** The bytes of a count file of the classes of some names. */
    @Override
    public byte[] apply(Predicate<String> wanted) {
        Map<String, List<StandingCall>> calls = new HashMap<>();
        sum.calls.keySet().forEach(call -> calls.computeIfAbsent(call.type(), type -> new ArrayList<>())
                .add(call));
        List<CountedClass> classes = counting.classes().stream()
                .filter(type -> wanted.test(type.name()))
                .toList();
        Map<String, Long> loaded = new HashMap<>();
        for (CountedClass type : classes) loaded.merge(type.name(), 1L, Long::sum);
        Map<CountedClass, long[]> sizes = counting.sizes();
        List<ClassSnapshot> snapshots = new ArrayList<>();
        List<Uncounted> ledger = new ArrayList<>();
        for (CountedClass type : classes) {
            long[] bytes = sizes.getOrDefault(type, NO_SITES);
            snapshots.add(new OneClass(type, bytes, loaded.get(type.name()) > 1, ledger)
                    .snapshot(calls.getOrDefault(type.name(), List.of())));
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            counting.write(out, snapshots, ledger);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counts of one class: of those methods that have any. */
    private final class OneClass {
        private final CountedClass type;
        private final long[] sizes;
        private final boolean severalOfTheName;
        private final List<Uncounted> ledger;
        private final String[] unknown;
        private final Map<Place, Long> standing = new HashMap<>();

        OneClass(CountedClass type, long[] sizes, boolean severalOfTheName, List<Uncounted> ledger) {
            this.type = type;
            this.sizes = sizes;
            this.severalOfTheName = severalOfTheName;
            this.ledger = ledger;
            unknown = new String[type.methodCount()];
        }

        ClassSnapshot snapshot(List<StandingCall> calls) {
            for (StandingCall call : calls) place(call);
            List<MethodGraph> methods = new ArrayList<>();
            List<InFlight> inFlight = new ArrayList<>();
            long[] counters = new long[type.graph().counters()];
            LongStream.Builder kept = LongStream.builder();
            int n = 0;
            int site = 0;
            for (int m = 0; m < unknown.length; m++) {
                MethodGraph method = type.graph().methods().get(m);
                int firstSite = site;
                site += method.allocationSites().size();
                long[] own = own(m, method);
                if (unknown[m] == null) unknown[m] = imbalance(m, method, own);
                if (unknown[m] != null) {
                    ledger.add(new Uncounted(type.name(), method.name() + method.descriptor(), unknown[m]));
                    continue;
                }
                int index = methods.size();
                methods.add(method);
                System.arraycopy(own, 0, counters, n, own.length);
                n += own.length;
                for (int s = firstSite; s < site; s++) kept.add(sizes[s]);
                addStanding(m, index, inFlight);
            }
            return new ClassSnapshot(
                    graph(methods),
                    Arrays.copyOf(counters, n),
                    inFlight,
                    kept.build().toArray());
        }

        /** The graph itself if it can be: it is encoded once. */
        private ClassGraph graph(List<MethodGraph> methods) {
            ClassGraph all = type.graph();
            return methods.size() == unknown.length
                    ? all
                    : new ClassGraph(all.name(), all.identity(), all.sourceFile(), all.sourceMap(), methods);
        }

        private void place(StandingCall call) {
            StandingCall.Stand stand = call.in(type, severalOfTheName);
            if (stand.problem() != null) {
                call.methods(type).forEach(m -> unknown[m] = stand.problem());
            } else if (stand.place() != null) {
                standing.merge(stand.place(), sum.calls.get(call), Long::sum);
            }
        }

        private long[] own(int m, MethodGraph method) {
            long[] own = new long[method.counters()];
            int first = type.firstCounter(m);
            for (int i = 0; i < own.length; i++) own[i] = sum.counter(first + i);
            return own;
        }

        private String imbalance(int m, MethodGraph method, long[] own) {
            FlowSolver solver = new FlowSolver(method);
            long[] left = new long[solver.firstSegment(method.outside())];
            boolean stands = false;
            for (Map.Entry<Place, Long> entry : standing.entrySet()) {
                if (entry.getKey().method() != m) continue;
                stands = true;
                left[entry.getKey().segment()] += entry.getValue();
            }
            if (!stands && Arrays.stream(own).allMatch(n -> n == 0)) return null;
            long residual = solver.solve(own, left).residual();
            return residual == 0 ? null : "what flows into its code does not flow out of it (by " + residual + ")";
        }

        private void addStanding(int m, int index, List<InFlight> inFlight) {
            standing.forEach((place, n) -> {
                if (place.method() == m && n != 0) inFlight.add(new InFlight(index, place.segment(), n));
            });
        }
    }
}
