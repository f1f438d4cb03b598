package tallyflame.cli.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;
import tallyflame.annotations.Span;

/**
 * Real recordings of two programs by two recorders, made once.
 *
 * @param earlier a dump that overlaps with {@code later}
 * @param async the other recorder's
 * @param beside made while {@code async} was
 */
record FleetRecordings(Path earlier, Path later, Path other, Path async, Path beside) {
    private static final int ROUNDS = 50;
    private static FleetRecordings made;

    static synchronized FleetRecordings get() throws Exception {
        if (made == null) {
            made = make(Files.createTempDirectory("fleet-recordings"));
        }
        return made;
    }

    private static FleetRecordings make(Path folder) throws Exception {
        FleetRecordings all = new FleetRecordings(
                folder.resolve("earlier.jfr"),
                folder.resolve("later.jfr"),
                folder.resolve("other.jfr"),
                folder.resolve("async.jfr"),
                folder.resolve("beside.jfr"));
        try (Recording jfr = started()) {
            park();
            jfr.dump(all.earlier);
            sort();
            park();
            jfr.dump(all.later);
        }
        try (Recording jfr = started()) {
            sort();
            jfr.dump(all.other);
        }
        AsyncProfiler profiler = AsyncProfilerLoader.load();
        profiler.execute("start,event=ctimer,interval=1ms,alloc=16k,jfr,file=" + all.async);
        try {
            try (Recording jfr = started()) {
                sort();
                park();
                jfr.dump(all.beside);
            }
            // What follows is in the first recording alone, so it is later in any case.
            sort();
        } finally {
            profiler.execute("stop,file=" + all.async);
        }
        folder.toFile().deleteOnExit();
        return all;
    }

    private static Recording started() throws IOException {
        Recording jfr = new Recording();
        jfr.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
        jfr.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
        jfr.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
        jfr.enable("jdk.JVMInformation");
        jfr.start();
        return jfr;
    }

    /** Two kinds of stacks, one of them with recursion. */
    private static void park() {
        for (int i = 0; i < ROUNDS; i++) {
            try (Span span = Span.of("park " + i % 3)) {
                span.tag(Integer.toString(i));
                nested(i % 3);
            }
        }
    }

    private static void nested(int depth) {
        if (depth == 0) {
            LockSupport.parkNanos(1000);
        } else {
            nested(depth - 1);
        }
    }

    private static void sort() {
        List<TreeMap<String, byte[]>> kept = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            TreeMap<String, byte[]> words = new TreeMap<>();
            for (int j = 0; j < 200; j++) {
                words.put(Integer.toString(31 * j % 97), new byte[1000]);
            }
            kept.add(words);
        }
        if (kept.size() != ROUNDS) {
            throw new AssertionError(kept);
        }
    }
}
