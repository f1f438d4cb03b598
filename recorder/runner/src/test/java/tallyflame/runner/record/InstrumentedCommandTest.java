package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstrumentedCommandTest {
    private static final List<String> OPTIONS = List.of("-agentpath:/l.so=start,file=/a b/x.jfr", "-XX:+Flag");

    @Test
    void optionsStandBehindALauncher() {
        InstrumentedCommand command =
                InstrumentedCommand.of(List.of("/jdk/bin/java", "-jar", "x.jar"), OPTIONS, "-Dkept=1");
        assertThat(command.command()).containsExactly("/jdk/bin/java", OPTIONS.get(0), OPTIONS.get(1), "-jar", "x.jar");
        assertThat(command.environment()).isEmpty();
    }

    @Test
    void otherCommandsHandThemOnBesideWhatIsThere() {
        InstrumentedCommand command = InstrumentedCommand.of(List.of("mvn", "test"), OPTIONS, "-Dkept=1");
        assertThat(command.command()).containsExactly("mvn", "test");
        assertThat(command.environment())
                .isEqualTo(
                        Map.of("JAVA_TOOL_OPTIONS", "-Dkept=1 \"-agentpath:/l.so=start,file=/a b/x.jfr\" -XX:+Flag"));
    }
}
