package tallyflame.transfer;

import java.io.IOException;

/** A transfer that cannot go on or not begin; the message is one line that says what, where, and what to do. */
public final class TransferException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A failure with nothing behind it. */
    public TransferException(String message) {
        super(message);
    }

    /** A failure of a library or of the machine, in our words. */
    public TransferException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What an exception of a library says, in one line; its class where it says nothing. */
    public static String oneLine(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.replaceAll("\\s+", " ").strip();
    }
}
