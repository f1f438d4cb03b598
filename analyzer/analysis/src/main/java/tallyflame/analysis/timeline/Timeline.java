package tallyflame.analysis.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.event.ChunkEvents;

/**
 * The machine over the time of recordings.
 *
 * @param startMillis beginning of the first event that was read, milliseconds since 1970
 * @param endMillis end of the last one
 * @param charts what can be drawn, empty if the recordings hold nothing of the kind
 * @param windows measured windows as pairs of beginning and end, milliseconds since 1970
 * @param stops when the JVM had stopped its threads, the longest of each kind
 * @param problems why a recording is not in it, one line each
 */
public record Timeline(
        double startMillis,
        double endMillis,
        List<Chart> charts,
        List<double[]> windows,
        List<Stop> stops,
        List<String> problems) {
    /**
     * A stretch of time in which the threads of the JVM were stopped.
     *
     * @param what {@link #COLLECTION} or {@link #SAFEPOINT}
     * @param fromMillis milliseconds since 1970
     * @param toMillis milliseconds since 1970
     */
    public record Stop(String what, double fromMillis, double toMillis) {
        /** By the garbage collector. */
        public static final String COLLECTION = "GC pause";

        /** By another operation of the JVM. */
        public static final String SAFEPOINT = "safepoint";

        double millis() {
            return toMillis - fromMillis;
        }
    }

    public Timeline {
        charts = List.copyOf(charts);
        windows = List.copyOf(windows);
        stops = List.copyOf(stops);
        problems = List.copyOf(problems);
    }

    /** The same with one more chart, which comes first and begins and ends as given. */
    public Timeline with(Chart chart, double fromMillis, double toMillis) {
        List<Chart> more = new ArrayList<>(charts);
        more.add(0, chart);
        double start = charts.isEmpty() ? fromMillis : Math.min(startMillis, fromMillis);
        return new Timeline(start, Math.max(endMillis, toMillis), more, windows, stops, problems);
    }

    /**
     * Reads the events that it needs and passes over all others; memory does not grow with the recording's size.
     *
     * @param recordings recordings of one machine; one that cannot be read, or not all of it, is a problem, not an error
     * @param others listens to the events of each chunk, too; several at a time
     */
    public static Timeline of(List<Path> recordings, Consumer<ChunkEvents> others) throws IOException {
        TimelineListener listener = new TimelineListener(recordings, others);
        List<Loss> losses = new ArrayList<>();
        Map<Path, String> unreadable = new HashMap<>();
        for (Path recording : recordings) {
            try {
                losses.addAll(EventReader.of(recording)
                        .read(chunk -> {
                            listener.listen(chunk);
                            return chunk;
                        })
                        .losses());
            } catch (InputException e) {
                unreadable.put(recording, e.getMessage());
            }
        }
        return listener.timeline(losses, unreadable);
    }
}
