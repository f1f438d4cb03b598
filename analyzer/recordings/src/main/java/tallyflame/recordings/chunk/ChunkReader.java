package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what describes the samples of a chunk: the metadata, then the constant pools of all checkpoints. Damage costs as little as
 * possible: an event or checkpoint that contradicts itself is left out and noted, and the rest of the chunk is read.
 */
public final class ChunkReader {
    private static final int CHECKPOINT_TYPE = 1;
    private static final int MOST_CHECKPOINTS = 1 << 20;
    /** How many metadata events are remembered; the last readable one counts. */
    private static final int MOST_METADATA = 1 << 10;

    private static final String STRIPPED =
            "the metadata is stripped: it does not say how stacks and methods are laid out, so no reader can resolve them";

    private final ByteWindow in;
    private final Chunk chunk;
    private final ChunkHeader header;
    /** Offset in the file up to which events are whole. */
    private long eventsEnd;

    private boolean constants = true;
    /** How to move beyond constants that nothing needs, by their type. */
    private final Map<Long, FieldPlan> unneededPlans = new HashMap<>();

    /** @param in a window on the chunk's file, used by nobody else meanwhile */
    public ChunkReader(Chunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
        header = chunk.header();
        eventsEnd = header.start() + ChunkHeader.BYTES;
    }

    /** Lets the pools be, for who wants only values that are in the events themselves. */
    public ChunkReader withoutConstants() {
        constants = false;
        return this;
    }

    /** Reads metadata and pools; answers {@code null} if the chunk cannot be decoded at all, which is noted as a loss. */
    public DecodedChunk read() throws IOException {
        long size = header.end() - header.start();
        if (!header.compressed()) {
            chunk.lose(
                    header.start(), size, 1, 0, "the integers of the chunk are not compressed, which is not supported");
            return null;
        }
        List<Long> metadataEvents = new ArrayList<>();
        List<Long> checkpoints = new ArrayList<>();
        walk(metadataEvents, checkpoints);
        if (eventsEnd < header.end()) {
            checkpointsBehind(eventsEnd, checkpoints);
        }
        if (header.metadata() > 0 && header.start() + header.metadata() < header.end()) {
            metadataEvents.add(header.start() + header.metadata());
        }
        DecodedChunk decoded = readMetadata(metadataEvents);
        if (decoded == null) {
            chunk.lose(header.start(), size, 1, 0, "the chunk has no readable metadata");
            return null;
        }
        if (!header.complete()) {
            chunk.lose(eventsEnd, header.end() - eventsEnd, 0, 0, "the chunk is unfinished or cut off");
        }
        if (constants) {
            readCheckpoints(checkpoints, decoded);
        }
        return decoded;
    }

    /** Finds how far events follow each other, and the places of metadata and checkpoints. */
    private void walk(List<Long> metadataEvents, List<Long> checkpoints) throws IOException {
        EventChain events = new EventChain(in, header.start() + ChunkHeader.BYTES, header.end());
        while (events.next()) {
            if (events.type() == Metadata.EVENT_TYPE) {
                if (metadataEvents.size() == MOST_METADATA) {
                    metadataEvents.subList(0, MOST_METADATA / 2).clear();
                }
                metadataEvents.add(events.start());
            } else if (events.type() == CHECKPOINT_TYPE && checkpoints.size() < MOST_CHECKPOINTS) {
                checkpoints.add(events.start());
            }
        }
        eventsEnd = events.start();
        if (header.complete() && !events.problem().isEmpty()) {
            chunk.lose(eventsEnd, header.end() - eventsEnd, 0, 0, events.problem());
        }
    }

    /** Finds checkpoints behind damaged events: each tells how far the one before it lies, and the header where the last is. */
    private void checkpointsBehind(long damage, List<Long> checkpoints) throws IOException {
        long position = header.checkpoint() > 0 ? header.start() + header.checkpoint() : 0;
        long before = header.end();
        while (position > damage && position < before && checkpoints.size() < MOST_CHECKPOINTS) {
            // The bytes of five integers; a whole window for each of many checkpoints would take long.
            in.open(position, Math.min(before, position + 45));
            try {
                long size = in.varint();
                if (size < 0 || size > before - position || in.varint() != CHECKPOINT_TYPE) {
                    return;
                }
                before = position;
                in.varint();
                in.varint();
                long delta = in.varint();
                checkpoints.add(position);
                if (delta >= 0) {
                    return;
                }
                position += delta;
            } catch (CorruptDataException e) {
                return;
            }
        }
    }

    /** Reads the last metadata event that can be read. */
    private DecodedChunk readMetadata(List<Long> positions) throws IOException {
        for (int i = positions.size() - 1; i >= 0; i--) {
            long start = positions.get(i);
            try {
                in.open(start, Math.min(header.end(), start + 9));
                long size = in.varint();
                in.open(start, Math.min(header.end(), start + Math.max(0, size)));
                Metadata metadata = Metadata.read(in);
                loseRest("the metadata is longer than its declarations");
                Pools pools = new Pools(metadata);
                StackLayout layout = StackLayout.of(metadata);
                if (layout == null && metadata.declaresStacks()) {
                    chunk.lose(start, 0, 0, 0, STRIPPED);
                }
                return new DecodedChunk(chunk, metadata, pools, layout, new ArrayList<>(), eventsEnd);
            } catch (CorruptDataException e) {
                chunk.lose(e.position(), 0, 0, 1, "metadata: " + e.getMessage());
            }
        }
        return null;
    }

    private void readCheckpoints(List<Long> positions, DecodedChunk decoded) throws IOException {
        StackScan scan = new StackScan(decoded.layout(), decoded.segments());
        for (long start : positions) {
            long end = header.end();
            try {
                in.open(start, Math.min(end, start + 9));
                end = Math.min(end, start + Math.max(0, in.varint()));
                in.open(start, end);
                readCheckpoint(decoded, scan);
                loseRest("a checkpoint is longer than its constants");
            } catch (CorruptDataException e) {
                chunk.lose(e.position(), Math.max(0, end - e.position()), 0, 1, "checkpoint: " + e.getMessage());
            }
        }
    }

    /** Notes what is left of an event that has been read: its size may be damaged, and hide the events that follow it. */
    private void loseRest(String reason) {
        if (in.remaining() > 0) {
            chunk.lose(in.position(), in.remaining(), 0, 0, reason);
        }
    }

    private void readCheckpoint(DecodedChunk decoded, StackScan scan) throws IOException {
        in.varint();
        in.varint();
        in.varint();
        in.varint();
        in.varint();
        in.u1();
        for (int left = in.count(2); left > 0; left--) {
            readPool(in.varint(), decoded, scan);
        }
    }

    private void readPool(long type, DecodedChunk decoded, StackScan scan) throws IOException {
        int count = in.count(1);
        if (decoded.layout() != null && type == decoded.layout().type()) {
            scan.scan(in, count);
            return;
        }
        Pools.Pool pool = decoded.pools().pool(type);
        if (pool != null) {
            for (int left = count; left > 0; left--) {
                pool.readOne(in, decoded.pools().texts());
            }
            return;
        }
        Metadata.Type unneeded = decoded.metadata().type(type);
        if (unneeded == null) {
            throw in.corrupt("a pool of type " + type + ", which the metadata does not declare");
        }
        FieldPlan plan = unneededPlans.get(type);
        if (plan == null) {
            plan = FieldPlan.of(decoded.metadata(), unneeded);
            unneededPlans.put(type, plan);
        }
        for (int left = count; left > 0; left--) {
            in.skipVarint();
            plan.read(in, null, null);
        }
    }
}
