package tallyflame.recordings.chunk;

import java.io.IOException;

/** Bytes of a recording that contradict its format. Caught inside this package and turned into an entry of the ledger. */
public final class CorruptDataException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long position;

    /** @param position byte offset in the file at which reading failed */
    CorruptDataException(long position, String problem) {
        super(problem);
        this.position = position;
    }

    long position() {
        return position;
    }
}
