package tallyflame.cli.read;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import tallyflame.annotations.Span;

/**
 * A program whose spans count what they do themselves, in objects of their own. Each line that it prints is a span: its name, its tag, and
 * how often it called each of the methods that count.
 */
@SuppressWarnings("try") // spans are only to be closed
final class CountedProgram {
    static final String[] METHODS = {"turn", "even", "throwing", "deeper", "elsewhere"};
    static final int THREADS = 4;
    /** Spans of a name: fewer than short ones must be before the agent counts them in groups, so none is, however busy the machine. */
    static final int EACH = 20;

    static final int SHORT = 5_000;

    private static volatile long sink;

    private CountedProgram() {}

    /** What was done on behalf of one span. */
    static final class Done {
        final long[] calls = new long[METHODS.length];

        void add(Done other) {
            for (int i = 0; i < calls.length; i++) calls[i] += other.calls[i];
        }

        synchronized void print(String name, String tag) {
            StringBuilder line = new StringBuilder(name + " " + tag);
            for (long n : calls) line.append(' ').append(n);
            System.out.println(line);
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("short")) {
            shortOnes();
            return;
        }
        if (arguments[0].equals("apart")) {
            apart();
            return;
        }
        if (arguments[0].equals("waiting")) {
            requests("main", new SplittableRandom(1));
            System.in.read();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> requests = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "t" + thread;
            int seed = thread;
            requests.add(pool.submit(() -> requests(name, new SplittableRandom(seed))));
        }
        for (Future<?> request : requests) request.get();
        handedOver(pool);
        overlapping();
        pool.shutdown();
        Span.of("never ends");
        turns(100, new Done());
        System.out.println("end");
    }

    /** Each span begins within a loop of a method that is counted itself, and ends in its next turn. */
    private static void requests(String name, SplittableRandom random) {
        Span open = null;
        String tag = "";
        Done done = new Done();
        for (int i = 0; i <= EACH; i++) {
            if (open != null) {
                open.close();
                done.print("request-" + name, tag);
            }
            if (i == EACH) break;
            turns(random.nextInt(100), new Done());
            tag = name + "-" + i;
            done = new Done();
            open = Span.of("request-" + name).tag(tag);
            request(random, done, name, tag);
        }
    }

    private static void request(SplittableRandom random, Done done, String name, String tag) {
        LockSupport.parkNanos(2_000_000);
        turns(random.nextInt(2_000), done);
        for (int i = random.nextInt(5); i > 0; i--) {
            try {
                throwing(done);
            } catch (IllegalStateException e) {
                sink++;
            }
        }
        if (random.nextInt(2) == 0) step(random, done, name, tag);
        deeper(random.nextInt(20), done);
    }

    /** A span within one. */
    private static void step(SplittableRandom random, Done outer, String name, String tag) {
        Done done = new Done();
        try (Span span = Span.of("step-" + name).tag(tag)) {
            LockSupport.parkNanos(2_000_000);
            turns(random.nextInt(2_000), done);
            deeper(random.nextInt(5), done);
        }
        done.print("step-" + name, tag);
        outer.add(done);
    }

    private static void turns(int times, Done done) {
        for (int i = 0; i < times; i++) turn(i, done);
    }

    private static void turn(int i, Done done) {
        done.calls[0]++;
        if (i % 2 == 0) even(done);
    }

    private static void even(Done done) {
        done.calls[1]++;
    }

    private static void throwing(Done done) {
        done.calls[2]++;
        throw new IllegalStateException();
    }

    private static void deeper(int depth, Done done) {
        done.calls[3]++;
        if (depth > 0) deeper(depth - 1, done);
    }

    private static void elsewhere(Done done) {
        done.calls[4]++;
        turns(200, done);
    }

    /** A span that ends on another thread, with a part there and one where it began. */
    private static void handedOver(ExecutorService pool) throws Exception {
        for (int i = 0; i < 5; i++) {
            Done here = new Done();
            Done there = new Done();
            Span whole = Span.of("handed over").tag(i);
            turns(50, new Done());
            try (Span part = whole.part()) {
                LockSupport.parkNanos(1_000_000);
                turns(300, here);
            }
            pool.submit(() -> {
                        try (Span part = whole.part()) {
                            elsewhere(there);
                        }
                        turns(70, new Done());
                        whole.close();
                    })
                    .get();
            here.add(there);
            here.print("handed", "over-" + i);
        }
    }

    /** What began first ends first. */
    private static void overlapping() {
        Done done = new Done();
        Span first = Span.of("first");
        turns(10, new Done());
        Span second = Span.of("second").tag("x");
        turns(20, done);
        first.close();
        LockSupport.parkNanos(1_000_000);
        turns(40, done);
        second.close();
        done.print("second", "x");
    }

    /** Spans that follow short ones with short ones in them; too few to be counted in groups themselves. */
    private static void apart() {
        Done inner = new Done();
        // More than the agent looks at before it judges what counting one costs.
        for (int i = 0; i < 2000; i++) outerAndInner(i, inner);
        for (int i = 0; i < EACH; i++) {
            for (int j = 0; j < 3; j++) outerAndInner(j, inner);
            Done done = new Done();
            try (Span span = Span.of("apart").tag(i)) {
                turns(7, done);
            }
            done.print("apart", String.valueOf(i));
        }
    }

    private static void outerAndInner(int i, Done done) {
        try (Span outer = Span.of("outer").tag(i)) {
            try (Span inner = Span.of("inner").tag(i)) {
                turn(i, done);
            }
        }
    }

    private static void shortOnes() {
        Done all = new Done();
        for (int i = 0; i < SHORT; i++) {
            try (Span span = Span.of("short").tag(i)) {
                turn(i, all);
            }
        }
        all.print("short", "all");
    }
}
