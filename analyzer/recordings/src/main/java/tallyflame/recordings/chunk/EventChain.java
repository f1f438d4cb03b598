package tallyflame.recordings.chunk;

import java.io.IOException;

/**
 * The events of a part of a file one after the other, as far as their sizes lead from one to the next; their fields are not looked at.
 * One thread.
 */
final class EventChain {
    private final ByteWindow in;
    private final long end;
    private long start;
    private long size;
    private long type;
    private String problem = "";

    /** @param in a window on the file, used by nobody else meanwhile */
    EventChain(ByteWindow in, long from, long end) {
        this.in = in;
        this.end = end;
        start = from;
        in.open(from, end);
    }

    /** Goes to the next event; false where the part ends, and where what follows is no whole event. */
    boolean next() throws IOException {
        start += size;
        size = 0;
        in.seek(start);
        if (in.remaining() <= 0) {
            return false;
        }
        try {
            long stated = in.varint();
            type = in.varint();
            if (stated < in.position() - start || stated > end - start) {
                problem = "an event of " + stated + " bytes";
                return false;
            }
            size = stated;
            return true;
        } catch (CorruptDataException e) {
            problem = e.getMessage();
            return false;
        }
    }

    /** Offset of the event in the file; after the last one, of what follows it. */
    long start() {
        return start;
    }

    /** How many bytes the event takes; 0 after the last. */
    long size() {
        return size;
    }

    /** Id of the event's type. */
    long type() {
        return type;
    }

    /** Why no whole event follows the last one; empty where the part ends with it. */
    String problem() {
        return problem;
    }
}
