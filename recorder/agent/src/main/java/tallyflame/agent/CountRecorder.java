package tallyflame.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;

/** Writes the count file: a snapshot every interval if anything changed, and the final one. */
final class CountRecorder extends Recorder<CountedClass> {
    private final BootClass boot;
    private final Map<Thread, StackTraceElement[]> before;
    private long[] written = {};
    private int writtenClasses = -1;

    /**
     * A recorder.
     *
     * @param before stacks of the threads that ran when the classes were changed; weak in the threads
     */
    CountRecorder(
            Options options, Registry<CountedClass> registry, BootClass boot, Map<Thread, StackTraceElement[]> before) {
        super(options, registry);
        this.before = before;
        this.boot = boot;
    }

    @Override
    void write(boolean complete) throws IOException {
        // Classes first: one that is added now has no counter in what is read next.
        List<CountedClass> classes = registry.classes();
        int count = 0;
        for (CountedClass type : classes) count = Math.max(count, type.firstCounter(type.methodCount()));
        long[] counters = new long[count];
        boot.read(counters, counters.length);
        if (!complete && classes.size() == writtenClasses && Arrays.equals(counters, written)) return;
        StandingFrames standing = standing(classes, counters);
        List<ClassSnapshot> counts = new ArrayList<>(classes.size());
        for (int c = 0; c < classes.size(); c++) {
            CountedClass type = classes.get(c);
            long[] own = Arrays.copyOfRange(counters, type.firstCounter(0), type.firstCounter(type.methodCount()));
            counts.add(new ClassSnapshot(type.graph(), own, standing.of(c)));
        }
        CountFileWriter.write(
                options.out(), header(CountFileWriter.SCHEMA, complete, boot.blocks()), counts, registry.refused());
        written = counters;
        writtenClasses = classes.size();
    }

    private StandingFrames standing(List<CountedClass> classes, long[] counters) {
        StandingFrames standing = new StandingFrames(classes, counters);
        for (Thread thread : boot.threads()) standing.add(thread.getStackTrace(), before.get(thread));
        return standing;
    }
}
