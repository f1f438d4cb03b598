package tallyflame.recordings.sample;

import java.nio.file.Path;
import java.util.List;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.PoolTable;

/**
 * Finds the samples of the wall clock among those of the CPU: before version 4, async-profiler wrote both as events of one type.
 * Version 3 can record both at once, and leaves the state of the thread open in samples of the CPU. Version 2 records either, and says
 * which only in the first chunk of a recording.
 */
public final class WallClock {
    private static final String OPEN_STATE = "STATE_DEFAULT";

    private WallClock() {}

    /** Whether events of a type may be samples of either clock. */
    static boolean mayBeIn(DecodedChunk chunk, EventPlan plan) {
        return plan.kind().equals(EventKind.CPU) && chunk.metadata().type(EventType.WALL_CLOCK_SAMPLE) == null;
    }

    /** The state of threads in samples of the CPU where those of the wall clock have another, negative if states do not tell. */
    static long stateOfCpu(DecodedChunk chunk) {
        PoolTable states = chunk.pools().states();
        for (int row = 0; row < states.rows(); row++) {
            if (chunk.pools().stateName(row).equals(OPEN_STATE)) {
                return states.id(row);
            }
        }
        return -1;
    }

    /**
     * Counts as samples of the wall clock what was counted as samples of the CPU in recordings that have no other.
     *
     * @param chunks counted, those of a recording one after the other
     */
    public static void rename(List<CountedChunk> chunks) {
        Path recording = null;
        String event = "";
        for (CountedChunk chunk : chunks) {
            Path file = chunk.decoded().source().path();
            if (!file.equals(recording) || !chunk.settings().isEmpty()) {
                recording = file;
                event = chunk.settings().get("event");
            }
            SampleCounts counts = chunk.counts().get(EventKind.CPU);
            if (counts != null && event.equals(EventKind.WALL.name()) && stateOfCpu(chunk.decoded()) < 0) {
                chunk.counts().remove(EventKind.CPU);
                chunk.counts().put(EventKind.WALL, counts);
            }
        }
    }
}
