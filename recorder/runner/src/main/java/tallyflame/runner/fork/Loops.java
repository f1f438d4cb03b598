package tallyflame.runner.fork;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** The two ways in which a module thread processes alerts: in rounds over decoded ones, or once along a stream. */
final class Loops {
    /** The warm-up goes on, up to so many times its length, while the rate still rises. */
    private static final int LONGEST_WARMUP = 3;
    /** A phase has so many alerts, unless they take many times as long as asked for. */
    private static final long LEAST_ALERTS = 100;

    private static final int LONGEST_FOR_ALERTS = 5;
    /** A stream is warm after this share of its alerts at the latest. */
    private static final double WARMUP_SHARE_OF_STREAM = 0.2;

    private Loops() {}

    /** Whole rounds over decoded alerts: warm-up, then the window. Where alerts are processed once there is one round and no warm-up. */
    static void rounds(Worker worker, List<AlertStock.Indexed> batches, ForkPlan plan) throws IOException {
        if (batches.isEmpty()) {
            return;
        }
        boolean once = plan.once();
        if (!once) {
            worker.beginWarmup();
            do {
                round(worker, batches);
            } while (!warm(worker, plan.warmupSeconds()));
        }
        worker.beginWindow();
        do {
            round(worker, batches);
        } while (!once && !measured(worker, plan.measureSeconds()));
        worker.endWindow();
    }

    private static boolean warm(Worker worker, double seconds) {
        return measured(worker, seconds) && (worker.warmup.steady() || worker.phaseLasted(LONGEST_WARMUP * seconds));
    }

    private static boolean measured(Worker worker, double seconds) {
        return worker.phaseLasted(seconds)
                && (worker.phaseAlerts() >= LEAST_ALERTS || worker.phaseLasted(LONGEST_FOR_ALERTS * seconds));
    }

    private static void round(Worker worker, List<AlertStock.Indexed> batches) throws IOException {
        boolean first = worker.rounds() == 0;
        for (AlertStock.Indexed batch : batches) {
            worker.process(batch, first);
        }
        worker.endStep();
        worker.endRound();
    }

    /**
     * Along a stream: the first alerts warm up, the others are measured.
     *
     * @param queue ends with {@link AlertStock.Indexed#END}, which is put back for the other threads
     * @param rows alerts of the whole stream
     */
    static void stream(Worker worker, BlockingQueue<AlertStock.Indexed> queue, long rows, ForkPlan plan)
            throws IOException, InterruptedException {
        if (plan.once()) {
            worker.beginWindow();
        } else {
            worker.beginWarmup();
        }
        for (AlertStock.Indexed batch = queue.take(); !batch.isEnd(); batch = queue.take()) {
            if (worker.phase() == Worker.Phase.WARMUP && worker.processed() > 0 && streamIsWarm(worker, rows, plan)) {
                worker.beginWindow();
            }
            worker.process(batch, true);
            worker.endStep();
        }
        queue.put(AlertStock.Indexed.END);
        worker.endRound();
        if (worker.phase() == Worker.Phase.MEASURED) {
            worker.endWindow();
        }
    }

    private static boolean streamIsWarm(Worker worker, long rows, ForkPlan plan) {
        return worker.phaseLasted(plan.warmupSeconds())
                || worker.processed() * plan.threads() >= rows * WARMUP_SHARE_OF_STREAM;
    }
}
