package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstrumentedCommandTest {
    private static final List<String> OPTIONS = List.of("-agentpath:/l.so=start,file=/a b/x.jfr", "-XX:+Flag");

    @TempDir
    private Path folder;

    @Test
    void optionsStandBehindALauncher() {
        InstrumentedCommand command = InstrumentedCommand.alone(List.of("/jdk/bin/java", "-jar", "x.jar"), OPTIONS);
        assertThat(command.command()).containsExactly("/jdk/bin/java", OPTIONS.get(0), OPTIONS.get(1), "-jar", "x.jar");
        assertThat(command.environment()).isEmpty();
    }

    @Test
    void aSingleOptionIsHandedOnBesideWhatIsThere() throws IOException {
        assertThat(handedOn(OPTIONS.subList(0, 1), "-Dkept=1"))
                .isEqualTo("-Dkept=1 \"-agentpath:/l.so=start,file=/a b/x.jfr\"");
    }

    @Test
    void severalAreInAFileThatIsNamed() throws IOException {
        Path file = folder.resolve("jvm-options");
        assertThat(handedOn(OPTIONS, null)).isEqualTo("-XX:VMOptionsFile=" + file);
        assertThat(file).hasContent("\"-agentpath:/l.so=start,file=/a b/x.jfr\"\n-XX:+Flag");
    }

    @Test
    void whereAFileIsNamedAlreadyTheyStandBesideIt() throws IOException {
        assertThat(handedOn(OPTIONS, "-XX:VMOptionsFile=mine"))
                .isEqualTo("-XX:VMOptionsFile=mine \"-agentpath:/l.so=start,file=/a b/x.jfr\" -XX:+Flag");
    }

    private String handedOn(List<String> options, String inherited) throws IOException {
        List<String> command = List.of("mvn", "test");
        InstrumentedCommand instrumented = InstrumentedCommand.handingOn(command, options, folder, inherited);
        assertThat(instrumented.command()).isEqualTo(command);
        assertThat(instrumented.environment()).containsOnlyKeys("JAVA_TOOL_OPTIONS");
        return instrumented.environment().get("JAVA_TOOL_OPTIONS");
    }
}
