package tallyflame.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;
import tallyflame.counts.file.Header;

/** Writes the count file: a snapshot every interval if anything changed, and the final one. */
final class Recorder implements Snapshots.Writer {
    private static final String VERSION = version();

    private final Options options;
    private final Registry registry;
    private final BootClass boot;
    private final long startMillis = System.currentTimeMillis();
    private final Map<Thread, StackTraceElement[]> before;
    private long[] written = {};
    private int writtenClasses = -1;

    /**
     * A recorder.
     *
     * @param before stacks of the threads that ran when the classes were changed; weak in the threads
     */
    Recorder(Options options, Registry registry, BootClass boot, Map<Thread, StackTraceElement[]> before) {
        this.before = before;
        this.options = options;
        this.registry = registry;
        this.boot = boot;
    }

    @Override
    public void write(boolean complete) throws IOException {
        // Classes first: one that is added now has no counter in what is read next.
        List<Registry.Counted> classes = registry.classes();
        long[] counters = new long[registry.counters()];
        boot.read(counters, counters.length);
        if (!complete && classes.size() == writtenClasses && Arrays.equals(counters, written)) return;
        StandingFrames standing = standing(classes, counters);
        List<ClassSnapshot> counts = new ArrayList<>(classes.size());
        for (int c = 0; c < classes.size(); c++) {
            Registry.Counted counted = classes.get(c);
            int from = counted.offset() / Long.BYTES;
            int to = from + counted.graph().counters();
            counts.add(new ClassSnapshot(counted.graph(), Arrays.copyOfRange(counters, from, to), standing.of(c)));
        }
        CountFileWriter.write(options.out(), header(complete), counts, registry.uncounted());
        written = counters;
        writtenClasses = classes.size();
    }

    private StandingFrames standing(List<Registry.Counted> classes, long[] counters) {
        StandingFrames standing = new StandingFrames(classes, counters);
        for (Thread thread : boot.threads()) standing.add(thread.getStackTrace(), before.get(thread));
        return standing;
    }

    private Header header(boolean complete) {
        return header(CountFileWriter.SCHEMA, startMillis, complete, boot.blocks());
    }

    /** What a file of this JVM says first. */
    static Header header(int schema, long startMillis, boolean complete, int threads) {
        String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        long pid = ProcessHandle.current().pid();
        return new Header(schema, VERSION, jvm, pid, startMillis, System.currentTimeMillis(), complete, threads);
    }

    private static String version() {
        String version = Recorder.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
