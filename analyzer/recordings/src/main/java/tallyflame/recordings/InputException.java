package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;

/** An input that cannot be read: the message names the file, the position where there is one, and what to do. Exit code 3. */
public final class InputException extends IOException {
    private static final long serialVersionUID = 1L;

    public InputException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public InputException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** @param position byte offset in the file at which reading failed */
    public InputException(Path file, long position, String problem) {
        super(file + " at byte " + position + ": " + problem);
    }
}
