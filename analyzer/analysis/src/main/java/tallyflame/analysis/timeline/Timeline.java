package tallyflame.analysis.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
     * @param recordings uncompressed recordings of one machine; one that cannot be read is a problem, not an error
     */
    public static Timeline of(List<Path> recordings) throws IOException {
        TimelineReader reader = new TimelineReader();
        List<String> problems = new ArrayList<>();
        for (Path recording : recordings) {
            try {
                reader.read(recording);
            } catch (IOException | RuntimeException e) {
                // The JDK's reader ends with any exception on damaged chunks.
                problems.add(recording.getFileName() + ": not in the timeline: " + e.getMessage());
            }
        }
        return reader.timeline(problems);
    }
}
