package tallyflame.analysis.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.event.ChunkEvents;

/**
 * The timed methods of JVMs from 25 on. Each event of a method holds what there was since the JVM began to time it, so only the last
 * one of each recording counts.
 *
 * @param methods those with the longest total time first
 * @param losses what could not be read
 */
public record MethodTimings(List<MethodTimings.Timing> methods, List<Loss> losses) {
    /** The type of the events. */
    public static final String TYPE = "jdk.MethodTiming";

    private static final List<String> FIELDS =
            List.of("method", "startTime", "invocations", "minimum", "average", "maximum");

    /**
     * A method.
     *
     * @param method its class and name
     * @param time of the event in nanoseconds since 1970
     * @param minimum the shortest invocation in nanoseconds, as the others; 0 if there was none
     */
    public record Timing(String method, long time, long invocations, long minimum, double average, long maximum) {
        double total() {
            return invocations * average;
        }

        /** The later one of two events of a recording. */
        Timing later(Timing other) {
            return other.time >= time ? other : this;
        }

        /** Both together, of different JVMs. */
        Timing plus(Timing other) {
            if (invocations == 0 || other.invocations == 0) {
                return invocations == 0 ? other : this;
            }
            long both = invocations + other.invocations;
            return new Timing(
                    method,
                    time,
                    both,
                    Math.min(minimum, other.minimum),
                    (total() + other.total()) / both,
                    Math.max(maximum, other.maximum));
        }
    }

    public MethodTimings {
        methods = List.copyOf(methods);
        losses = List.copyOf(losses);
    }

    private record Found(Path recording, Map<String, Timing> last) {}

    /**
     * Reads the events.
     *
     * @param input what was named, for messages
     * @throws InputException if no method was timed
     */
    public static MethodTimings of(Path input, EventReader events) throws IOException {
        EventReader.Collected<Found> read = events.read(MethodTimings::collect);
        Map<Path, Map<String, Timing>> recordings = new TreeMap<>();
        for (Found chunk : read.chunks()) {
            Map<String, Timing> last = recordings.computeIfAbsent(chunk.recording(), key -> new TreeMap<>());
            chunk.last().forEach((method, timing) -> last.merge(method, timing, Timing::later));
        }
        Map<String, Timing> all = new TreeMap<>();
        recordings.values().forEach(last -> last.forEach((method, timing) -> all.merge(method, timing, Timing::plus)));
        if (all.isEmpty()) {
            throw new InputException(
                    input,
                    "holds no timed methods; JDK 25 and later time them with -XX:StartFlightRecording:method-timing=…");
        }
        List<Timing> methods = new ArrayList<>(all.values());
        methods.sort(Comparator.comparingDouble(Timing::total).reversed().thenComparing(Timing::method));
        return new MethodTimings(methods, read.losses());
    }

    private static Found collect(ChunkEvents chunk) {
        Map<String, Timing> last = new TreeMap<>();
        chunk.on(TYPE, FIELDS, event -> {
            Timing timing = new Timing(
                    event.text(0), event.time(1), event.number(2), event.nanos(3), event.nanos(4), event.nanos(5));
            last.merge(timing.method(), timing, Timing::later);
        });
        return new Found(chunk.recording(), last);
    }

    /**
     * The table.
     *
     * @param shown the methods to show
     */
    public Answer answer(List<Timing> shown) {
        long invocations = methods.stream().mapToLong(Timing::invocations).sum();
        Table<Timing> table = Table.of(shown)
                .count("invocations", Timing::invocations)
                .weight("total", "ns", Timing::total)
                .weight("minimum", "ns", Timing::minimum)
                .weight("average", "ns", Timing::average)
                .weight("maximum", "ns", Timing::maximum)
                .code("method", Timing::method)
                .data("method", Timing::method)
                .data("invocations", Timing::invocations)
                .data("total", Timing::total)
                .data("min", Timing::minimum)
                .data("mean", Timing::average)
                .data("max", Timing::maximum);
        return new Answer(
                        TYPE,
                        () -> new EventGroupsDocument(
                                1, TYPE, List.of("method"), "ns", invocations, table.objects(), losses))
                .lines("timed methods: " + Quantity.of(methods.size(), "methods") + ", "
                        + Quantity.of(invocations, "invocations"))
                .table(table)
                .lines(LedgerText.losses(losses));
    }
}
