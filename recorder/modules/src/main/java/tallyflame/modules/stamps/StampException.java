package tallyflame.modules.stamps;

import java.io.IOException;

/** The bytes of a stamp are not a readable image; the message says what they are instead. */
public final class StampException extends IOException {
    private static final long serialVersionUID = 1L;

    StampException(String message) {
        super("stamp: " + message);
    }
}
