package tallyflame.runner.watch;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A JVM that was seen.
 *
 * @param parent process id of its parent when it was first seen
 * @param command its program and arguments
 * @param started when it was started
 * @param ended when it was first seen no more; {@code null} while it runs
 * @param reach whether its environment or command line carries the options that record it
 * @param feature version of its Java, if its installation tells
 */
public record WatchedJvm(
        long pid, long parent, List<String> command, Instant started, Instant ended, Reach reach, OptionalInt feature) {
    /** Whether options came to a JVM. */
    public enum Reach {
        REACHED,
        NOT_REACHED,
        /** Its environment cannot be read. */
        UNKNOWN,
        /** It ran before the command did. */
        BEFORE
    }
}
