package tallyflame.cli.read;

import jdk.jfr.Recording;
import tallyflame.annotations.Span;

/** A program whose spans are as they should not be, and some of async-profiler's own. */
final class OddSpans {
    static final int CHECKOUTS = 30;
    static final long SLEEP_MILLIS = 60;
    /** The profiler's clock advances by at least a nanosecond a tick. */
    static final long LONGEST_TICKS = 2_000_000;

    private OddSpans() {}

    public static void main(String[] arguments) throws InterruptedException {
        crossing();
        acrossTheEndOfAChunk();
        System.gc(); // lasts, and is of no thread
        ofTheProfiler();
    }

    private static void crossing() {
        Span first = Span.of("crossing").tag("first");
        pass();
        Span second = Span.of("crossing").tag("second");
        pass();
        first.close();
        pass();
        second.close();
    }

    private static void pass() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 1_000_000) {
            Thread.onSpinWait();
        }
    }

    /** Whenever a recording starts, the JVM begins a chunk. */
    private static void acrossTheEndOfAChunk() throws InterruptedException {
        Span across = Span.of("across").tag("chunks");
        Thread.sleep(SLEEP_MILLIS);
        try (Recording other = new Recording()) {
            other.start();
            Thread.sleep(SLEEP_MILLIS);
        }
        across.close();
    }

    private static void ofTheProfiler() {
        long begin = one.profiler.Span.start();
        for (int i = 0; i < CHECKOUTS; i++) {
            long inner = one.profiler.Span.start();
            pass();
            one.profiler.Span.end(inner, "checkout");
        }
        one.profiler.Span.end(begin, "all checkouts");
        one.profiler.Span.emit(begin, begin, "nothing");
        one.profiler.Span.emit(begin, begin + LONGEST_TICKS, null);
        System.out.println(one.profiler.Recording.state());
    }
}
