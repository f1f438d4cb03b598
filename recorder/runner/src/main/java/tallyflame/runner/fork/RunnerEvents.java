package tallyflame.runner.fork;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The runner's own events in flight recordings. Their names and fields are part of the run directory's contract. */
final class RunnerEvents {
    private RunnerEvents() {}

    /** Committed once by a fork: which run it belongs to. */
    @Name("tallyflame.Run")
    @Label("Run")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class Run extends Event {
        @Label("Module")
        String module;

        @Label("Tool Version")
        String toolVersion;
    }

    /** The whole work of a fork, warm-up included. */
    @Name("tallyflame.Pass")
    @Label("Pass")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class PassSpan extends Event {
        @Label("Pass")
        String pass;

        @Label("Fork")
        int fork;

        @Label("Alerts")
        long alerts;
    }

    /** Committed on each module thread as its measured window begins, so that the window of a killed JVM is known. */
    @Name("tallyflame.WindowStart")
    @Label("Window Start")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class WindowStart extends Event {
        @Label("Pass")
        String pass;
    }

    /** The measured window of a module thread, from its first measured alert to its last. */
    @Name("tallyflame.Window")
    @Label("Measured Window")
    @Description("Samples outside it are warm-up, reading or writing")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class Window extends Event {
        @Label("Pass")
        String pass;

        @Label("Alerts")
        long alerts;
    }

    /** One batch in the measured window, on its module thread. */
    @Name("tallyflame.Batch")
    @Label("Batch")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class Batch extends Event {
        @Label("Alerts")
        int alerts;

        @Label("Failed")
        int failed;
    }

    /** One alert in the measured window, on its module thread; only where an alert takes so long that this costs nothing. */
    @Name("tallyflame.Alert")
    @Label("Alert")
    @Category("Tallyflame")
    @StackTrace(false)
    static final class AlertSpan extends Event {
        @Label("Candid")
        long candid;
    }
}
