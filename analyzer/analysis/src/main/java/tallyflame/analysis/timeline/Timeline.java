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
 * @param problems why a recording is not in it, one line each
 */
public record Timeline(
        double startMillis, double endMillis, List<Chart> charts, List<double[]> windows, List<String> problems) {
    public Timeline {
        charts = List.copyOf(charts);
        windows = List.copyOf(windows);
        problems = List.copyOf(problems);
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
