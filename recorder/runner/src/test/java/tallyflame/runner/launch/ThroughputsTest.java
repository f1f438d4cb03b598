package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunDocument.Throughput;
import tallyflame.runs.Timing;

class ThroughputsTest {
    private static final Interval RATE = new Interval(1000, 900, 1100);

    /** Two threads over 28 s, of which they were 3 s in the module and 48 s in the queue, most of it between batches. */
    private static PassResult busyMachine() {
        Timing.Work work = new Timing.Work(4, RATE, 0.0, 48.0, 1.8, 0.99);
        Timing.Window window =
                new Timing.Window(4000, 28, 3, 0, 28_000_000_000L, RATE, 3.5, 4, 0, 0, 0, 0, List.of(), work);
        Timing.Warmup warmup = new Timing.Warmup(1, 1000, true);
        Timing timing =
                new Timing(1, "baseline", 1, 2, 20, true, 250, 5000, 0, 20, List.of(), 500, warmup, window, null, null);
        return new PassResult(Pass.BASELINE, 1, "passes/baseline-1", false, "ok", 0, null, List.of(), 30, timing);
    }

    @Test
    void theShareInTheQueueIsOfAllTheTimeOfTheThreads() {
        Throughput throughput = Throughputs.throughput(List.of(busyMachine()));
        assertThat(throughput.queuedShare()).isCloseTo(48 / 56.0, within(1e-9));
        assertThat(throughput.waitingMicrosPerAlert()).isZero();
    }
}
