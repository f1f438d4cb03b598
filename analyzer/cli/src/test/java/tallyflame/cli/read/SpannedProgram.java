package tallyflame.cli.read;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tallyflame.annotations.Span;

/**
 * A program with spans whose causes are known. Each line that it prints is a tag, and how long its span took at least and at most, in
 * nanoseconds by a clock of its own.
 */
@SuppressWarnings("try") // spans are only to be closed
final class SpannedProgram {
    static final int ORDERS = 60;
    static final int SLOW = 17;
    static final int ASLEEP = 31;
    static final long SLEEP_MILLIS = 60;

    private static volatile double sink;

    private SpannedProgram() {}

    public static void main(String[] arguments) throws Exception {
        Span unfinished = Span.of("unfinished");
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> new Thread(task, "worker"));
        pool.submit(() -> unfinished.part().close()).get();
        for (int order = 0; order < ORDERS; order++) {
            long outside = System.nanoTime();
            Span span = Span.of("checkout").tag(order);
            long inside = System.nanoTime();
            checkOut(order);
            inside = System.nanoTime() - inside;
            span.close();
            System.out.println(order + " " + inside + " " + (System.nanoTime() - outside));
        }
        Span handedOver = Span.of("handed over").tag("x");
        pool.submit(() -> {
                    try (Span part = handedOver.part()) {
                        delegated();
                    }
                    handedOver.close();
                })
                .get();
        pool.shutdown();
        onVirtualThread();
    }

    /** Where there are virtual threads. */
    private static void onVirtualThread() throws Exception {
        if (Runtime.version().feature() >= 21) {
            Runnable task = () -> {
                try (Span span = Span.of("virtual")) {
                    delegated();
                }
            };
            Thread thread = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            thread.join();
        }
    }

    private static void checkOut(int order) throws InterruptedException {
        try (Span span = Span.of("parse")) {
            sink += sum(10_000);
        }
        if (order == SLOW) {
            slow();
        }
        if (order == ASLEEP) {
            Thread.sleep(SLEEP_MILLIS);
        }
    }

    /** Long enough for more than a hundred samples also where a timer of CPU time ticks every 4 ms only, as kernels of 250 Hz do. */
    private static void slow() {
        sink += sum(50_000_000);
    }

    private static void delegated() {
        sink += sum(10_000_000);
    }

    private static double sum(int terms) {
        double sum = 0;
        for (int i = 0; i < terms; i++) {
            sum += Math.sin(i);
        }
        return sum;
    }
}
