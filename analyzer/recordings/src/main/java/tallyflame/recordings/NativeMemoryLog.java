package tallyflame.recordings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Follows the native memory of one program through the chunks of its recording, to find what was allocated and never freed. Chunks must
 * come in order of time. Remembers the events of one chunk, and of earlier ones only the memory still in use. One thread.
 */
final class NativeMemoryLog {
    /** An allocation: the chunk that holds its event, and where that begins. */
    private record Allocation(Chunk chunk, long position) {}

    private static final long FREED = -1;

    private final Map<Long, Allocation> used = new HashMap<>();
    private long[] times = new long[256];
    private long[] addresses = new long[256];
    /** Where the event of an allocation is, or {@link #FREED}. */
    private long[] positions = new long[256];

    private int size;

    /** Adds an event of the current chunk, in any order. */
    void allocated(long time, long address, long position) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            addresses = Arrays.copyOf(addresses, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        times[size] = time;
        addresses[size] = address;
        positions[size++] = position;
    }

    /** Adds an event of the current chunk, in any order. */
    void freed(long time, long address) {
        allocated(time, address, FREED);
    }

    /** Ends the chunk. Threads write their events in blocks, so only now is their order known. */
    void endChunk(Chunk chunk) {
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

    /** Ends the recording: notes in each chunk which of its allocations were not freed. */
    void endRecording() {
        used.values().forEach(allocation -> allocation.chunk().leaks.add(allocation.position()));
    }
}
