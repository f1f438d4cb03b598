package tallyflame.modules.alerts;

import java.io.IOException;
import java.nio.file.Path;

/** Alert data that cannot be read; the message is one line that names the file, what is wrong, and what to do. */
public final class AlertDataException extends IOException {
    private static final long serialVersionUID = 1L;

    AlertDataException(Path where, String message) {
        super(where + ": " + message);
    }

    AlertDataException(Path where, String message, Throwable cause) {
        super(where + ": " + message, cause);
    }

    /** What an exception of a library says, in one line; its class where it says nothing. */
    static String oneLine(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.replaceAll("\\s+", " ").strip();
    }
}
