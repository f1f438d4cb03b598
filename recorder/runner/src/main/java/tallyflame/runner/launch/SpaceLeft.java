package tallyflame.runner.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import tallyflame.runs.EnvironmentException;

/** Tells a full disk from other failures of writing; the JDK only says so in the message. */
public final class SpaceLeft {
    private SpaceLeft() {}

    /** Whether a message is about a full disk or quota. */
    public static boolean isMeant(String message) {
        String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("disk quota exceeded");
    }

    /** The failure to throw: a full disk is the environment's, everything else stays what it is. */
    public static IOException explain(IOException failure, Path out) throws EnvironmentException {
        if (isMeant(failure.getMessage())) {
            throw failure(out);
        }
        return failure;
    }

    /** A full disk in one line. */
    public static EnvironmentException failure(Path out) {
        return new EnvironmentException(
                out + ": no space left on its device; free some, or choose another place with --out");
    }
}
