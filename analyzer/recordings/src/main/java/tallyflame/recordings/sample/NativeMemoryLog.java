package tallyflame.recordings.sample;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.event.ChunkEvents;

/**
 * Follows the native memory of one program through the chunks of its recording, to find what was allocated and never freed. Chunks must
 * come in order of time. Remembers the events of one chunk, and of earlier ones only the memory still in use. One thread.
 */
public final class NativeMemoryLog {
    /** An allocation: the chunk that holds its event, and where that begins. */
    private record Allocation(Chunk chunk, long position) {}

    private static final long FREED = -1;

    private final Map<Long, Allocation> used = new HashMap<>();
    private long[] times = new long[256];
    private long[] addresses = new long[256];
    /** Where the event of an allocation is, or {@link #FREED}. */
    private long[] positions = new long[256];

    private int size;

    /** Follows the events of a chunk, the next one by time of the recording. */
    public void read(DecodedChunk chunk, ByteWindow in) throws IOException {
        ChunkEvents events = new ChunkEvents(chunk, in);
        for (String type : List.of(EventType.MALLOC, EventType.FREE)) {
            events.on(
                    type,
                    List.of("startTime", "address", "size"),
                    event -> add(event.number(0), event.number(1), event.number(2) > 0 ? event.position() : FREED));
        }
        events.readAhead();
        endChunk(chunk.source());
    }

    /** Adds an event of the current chunk, in any order. */
    private void add(long time, long address, long position) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            addresses = Arrays.copyOf(addresses, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        times[size] = time;
        addresses[size] = address;
        positions[size++] = position;
    }

    /** Ends the chunk. Threads write their events in blocks, so only now is their order known. */
    private void endChunk(Chunk chunk) {
        IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(event -> times[event]))
                .forEach(event -> {
                    if (positions[event] == FREED) {
                        used.remove(addresses[event]);
                    } else {
                        used.put(addresses[event], new Allocation(chunk, positions[event]));
                    }
                });
        size = 0;
    }

    /** Ends the recording: answers for each chunk which events of its allocations were never freed. */
    public Map<Chunk, LongIntMap> endRecording() {
        Map<Chunk, LongIntMap> leaks = new HashMap<>();
        for (Allocation allocation : used.values()) {
            leaks.computeIfAbsent(allocation.chunk(), chunk -> new LongIntMap()).add(allocation.position());
        }
        return leaks;
    }
}
