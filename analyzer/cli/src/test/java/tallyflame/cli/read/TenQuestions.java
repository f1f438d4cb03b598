package tallyflame.cli.read;

import tallyflame.annotations.Span;

/**
 * A program of which the answers are known. Two workers handle requests, each with a span: {@link #costly} takes most time and is
 * called by {@link #handle} alone, {@link #later} is called in the second half of them only, {@link #store} allocates until the
 * collector runs, and each hundredth request waits for the ledger, which a keeper holds for 20 ms at a time.
 */
@SuppressWarnings("try") // spans are only to be closed
final class TenQuestions {
    static final int WORKERS = 2;
    static final int REQUESTS = 1200;
    static final int TURNS = 30_000;

    /** Each request stores so many bytes; enough of them stay for the collector to have work. */
    private static final int BYTES = 100_000;

    private static final int KEPT = 100;

    private static volatile double sink;

    /** What workers wait for. */
    static final class Ledger {
        private long entries;

        synchronized void enter() {
            entries++;
        }

        synchronized void keep() throws InterruptedException {
            entries++;
            Thread.sleep(20);
        }
    }

    private TenQuestions() {}

    public static void main(String[] arguments) throws InterruptedException {
        Ledger ledger = new Ledger();
        Thread keeper = new Thread(() -> keep(ledger), "keeper");
        keeper.setDaemon(true);
        keeper.start();
        Thread[] workers = new Thread[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            workers[i] = new Thread(() -> work(ledger), "worker-" + (i + 1));
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static void keep(Ledger ledger) {
        try {
            while (true) {
                ledger.keep();
            }
        } catch (InterruptedException e) {
            return; // nobody waits for it any more
        }
    }

    private static void work(Ledger ledger) {
        byte[][] kept = new byte[KEPT][];
        for (int request = 0; request < REQUESTS; request++) {
            try (Span span = Span.of("request").tag("request " + request)) {
                handle(request);
                kept[request % KEPT] = store();
                if (request % 100 == 99) {
                    ledger.enter();
                }
            }
        }
        sink += kept[0].length;
    }

    private static void handle(int request) {
        sink += costly(TURNS);
        if (request >= REQUESTS / 2) {
            sink += later(TURNS);
        }
    }

    private static double costly(int turns) {
        double sum = 0;
        for (int turn = 0; turn < turns; turn++) {
            double wave = Math.sin(turn);
            if (wave > 0) {
                sum += wave;
            }
        }
        return sum;
    }

    private static double later(int turns) {
        double sum = 0;
        for (int turn = 0; turn < turns; turn++) {
            sum += Math.cos(turn);
        }
        return sum;
    }

    private static byte[] store() {
        byte[] all = new byte[0];
        for (int part = 0; part < 10; part++) {
            all = new byte[BYTES / 10];
            all[part] = 1;
        }
        return all;
    }
}
