package tallyflame.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tallyflame.runner.fork.Progress;
import tallyflame.runner.launch.ProgressListener;
import tallyflame.runs.Pass;

class ProgressBarTest {
    private final StringWriter terminal = new StringWriter();

    @Test
    void drawsShareRateAndRemainingTimeOverTheSameLine() {
        ProgressListener bar = ProgressBar.always(new PrintWriter(terminal));
        bar.started("hostless", Pass.BASELINE, 2, 5);
        bar.progress(new Progress(1, "measured", 0.5, 1234, 2468.4, 1.2));
        bar.progress(new Progress(1, "reading", 0, 0, 0, Double.NaN));
        bar.ended(Pass.BASELINE, 2);
        assertThat(terminal.toString().split("\r\033\\[K", -1))
                .containsExactly(
                        "",
                        "hostless baseline 2/5  starting",
                        "hostless baseline 2/5  measured [############............] 2,468 alerts/s, 2 s left",
                        "hostless baseline 2/5  reading  [........................] 0 alerts/s",
                        "");
    }

    @Test
    void isSilentWhereNobodyLooks() {
        // The tests' standard streams are files.
        ProgressListener bar = ProgressBar.on(new PrintWriter(terminal));
        bar.started("hostless", Pass.SAMPLE, 1, 1);
        assertThat(terminal.toString()).isEmpty();
    }
}
