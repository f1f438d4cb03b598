package tallyflame.analysis.compare.totals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.analysis.spans.Wait;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.event.RecordedThread;
import tallyflame.runs.Timing;

/** Waits of a module's threads by the events of the JDK, which leaves out those that are shorter than its thresholds. */
final class RecordedWaits {
    private RecordedWaits() {}

    /** Nanoseconds of the measured window that its threads waited, as far as that was recorded. */
    static double nanos(Fork fork, Timing.Window window) throws IOException {
        LongAdder nanos = new LongAdder();
        for (Jvm jvm : fork.jvms()) {
            List<Path> recordings = jvm.flight();
            if (!recordings.isEmpty()) {
                EventReader events = EventReader.of(recordings);
                for (Wait wait : Wait.values()) {
                    for (String type : wait.types()) {
                        events.on(type, List.of("startTime", "duration", "eventThread"), event -> {
                            if (isOfModule(event.thread(2))) {
                                nanos.add(within(event.time(0), event.end(0, 1), window));
                            }
                        });
                    }
                }
                events.read();
            }
        }
        return nanos.sum();
    }

    private static boolean isOfModule(RecordedThread thread) {
        return thread.name().startsWith(Total.MODULE_THREAD);
    }

    private static long within(long start, long end, Timing.Window window) {
        return Math.max(0, Math.min(end, window.endEpochNanos()) - Math.max(start, window.startEpochNanos()));
    }
}
