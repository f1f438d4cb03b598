package tallyflame.flamegraphs.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S, PT0.2S",
        "PT24S, PT0.2S",
        "PT25S, PT1S",
        "PT2M, PT1S",
        "PT1H, PT30S",
        "PT24H, PT15M",
        "PT240H, PT2H",
        "PT2400H, PT32H"
    })
    void columnsAreAsLongAsTheRecordingAsksFor(Duration recording, Duration column) {
        assertThat(Heat.columnMillis(recording.toMillis())).isEqualTo(column.toMillis());
        assertThat(column.toMillis() % Heat.ROWS)
                .as("a row is whole milliseconds")
                .isZero();
    }
}
