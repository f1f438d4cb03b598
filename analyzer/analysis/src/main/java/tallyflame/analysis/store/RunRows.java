package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import tallyflame.runs.Energy;
import tallyflame.runs.Latency;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/** Rows of the table {@code runs}: what a run was and what it measured, one row for each run. */
public final class RunRows {
    private RunRows() {}

    /**
     * Writes a Parquet file of its own with one row a run.
     *
     * @param documents by the name of the run
     */
    public static void write(Path path, Map<String, RunDocument> documents) throws IOException {
        try (TableFile file = new TableFile(path, ParquetTable.RUNS, Map.of())) {
            for (Map.Entry<String, RunDocument> entry : documents.entrySet()) {
                write(file, entry.getKey(), entry.getValue());
            }
        }
    }

    /** Writes the row of one run. */
    static void write(TableFile file, String run, RunDocument document) throws IOException {
        file.text(run)
                .text(document.kind())
                .text(document.module() == null ? null : document.module().name())
                .text(document.command() == null ? null : String.join(" ", document.command()))
                .text(document.started())
                .text(document.status());
        if (document.data() == null) {
            file.absent();
        } else {
            file.whole(document.data().alerts());
        }
        file.whole(document.plan().threads()).whole(document.plan().forks());
        throughput(file, document.throughput());
        latency(file, document.latencyMicros());
        energy(file, document.energy());
        file.text(document.engine() == null ? null : document.engine().name())
                .text(document.host().cpu())
                .whole(document.host().cores())
                .text(document.tool().version())
                .endRow();
    }

    private static void throughput(TableFile file, Throughput rate) {
        if (rate == null) {
            absent(file, 10);
            return;
        }
        numbers(
                file,
                rate.alertsPerSecond(),
                rate.low(),
                rate.high(),
                rate.effectiveAlertsPerSecond(),
                rate.effectiveShare(),
                rate.coldAlertsPerSecond(),
                rate.allThreadsAlertsPerSecond(),
                rate.alertsPerCpuSecond(),
                rate.bytesPerAlert(),
                rate.gcShare());
    }

    private static void latency(TableFile file, Latency latency) {
        if (latency == null) {
            absent(file, 4);
            return;
        }
        numbers(file, latency.p50(), latency.p90(), latency.p99(), latency.max());
    }

    private static void energy(TableFile file, Energy energy) {
        if (energy == null) {
            absent(file, 5);
            return;
        }
        file.text(energy.method());
        numbers(
                file,
                energy.perThousandAlerts(),
                energy.perThousandAlertsLow(),
                energy.perThousandAlertsHigh(),
                energy.gramsCo2PerThousandAlerts());
    }

    private static void numbers(TableFile file, double... values) {
        for (double value : values) {
            file.number(value);
        }
    }

    private static void absent(TableFile file, int cells) {
        for (int cell = 0; cell < cells; cell++) {
            file.absent();
        }
    }
}
