package tallyflame.recordings;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The events by which a recorded program marks its measured window, as the runner's are named. */
final class WindowMark {
    private WindowMark() {}

    @Name("tallyflame.Window")
    @StackTrace(false)
    static final class Whole extends Event {
        String pass = "sample";
    }

    @Name("tallyflame.WindowStart")
    @StackTrace(false)
    static final class Start extends Event {
        String pass = "sample";
    }
}
