package tallyflame.runner.fork;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.alerts.AlertSource;

/**
 * The alerts of a fork: decoded once and kept where they fit into a share of the heap, else the first of them and the open
 * source of the others. Used by one thread at a time.
 */
final class AlertStock implements Closeable {
    /** A batch and its place in the data. */
    record Indexed(long index, AlertBatch batch) {
        /** Stands behind the last batch of a stream. */
        static final Indexed END = new Indexed(-1, null);

        boolean isEnd() {
            return index < 0;
        }
    }

    private final AlertSource source;
    private final Queue<Indexed> decoded = new ArrayDeque<>();
    private final boolean resident;
    private long nextIndex;

    private AlertStock(AlertSource source, double heapShare) throws IOException {
        this.source = source;
        this.resident = decodeUpTo((long) (heapShare * Runtime.getRuntime().maxMemory()));
    }

    /**
     * Opens the alerts and decodes them as far as the share of the heap goes.
     *
     * @throws IOException as {@link AlertSource} says it
     */
    static AlertStock open(ForkPlan plan, ScienceModule module) throws IOException {
        int batch = plan.batch();
        Path path = Path.of(plan.alerts());
        if (plan.threads() > 1) {
            try (AlertSource counted = AlertSource.open(path, module.columns(), batch, plan.limit())) {
                // So many batches that every thread has some.
                batch = (int) Math.max(1, Math.min(batch, counted.rows() / (4L * plan.threads())));
            }
        }
        AlertSource source = AlertSource.open(path, module.columns(), batch, plan.limit());
        try {
            return new AlertStock(source, plan.heapShare());
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** Decodes until the end, or until live data fills the budget of bytes; true at the end. */
    private boolean decodeUpTo(long budget) throws IOException {
        for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
            decoded.add(new Indexed(nextIndex++, batch));
            if (used() > budget) {
                System.gc(); // what is used now may be garbage of decoding
                if (used() > budget * 3 / 4) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Whether all alerts are decoded and kept. */
    boolean resident() {
        return resident;
    }

    /** How many alerts there are in all. */
    long rows() {
        return source.rows();
    }

    /** Every {@code of}-th batch from number {@code part} on; only where the alerts are resident. */
    List<Indexed> share(int part, int of) {
        List<Indexed> share = new ArrayList<>();
        for (Indexed batch : decoded) {
            if (batch.index() % of == part) {
                share.add(batch);
            }
        }
        return share;
    }

    /** The next batch, which is not kept; {@code null} at the end. */
    Indexed next() throws IOException {
        Indexed kept = decoded.poll();
        if (kept != null) {
            return kept;
        }
        AlertBatch batch = source.next();
        return batch == null ? null : new Indexed(nextIndex++, batch);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
