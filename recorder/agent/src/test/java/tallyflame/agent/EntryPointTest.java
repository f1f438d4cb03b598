package tallyflame.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that is too old for the agent is told so in one line; the agent is not started there, and nothing is thrown. */
class EntryPointTest {
    private static final String VERSION = "java.specification.version";

    private final String version = System.getProperty(VERSION);
    private final PrintStream errors = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setProperty(VERSION, version);
        System.setErr(errors);
    }

    @ParameterizedTest
    @CsvSource({"1.8", "11", "16", "unheard-of"})
    void anOldJvmIsToldSo(String old) {
        System.setProperty(VERSION, old);
        String reason = "this is a JVM of Java " + old + ", and the agent needs 17 or later";
        EntryPoint.premain("out=", null);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("tallyflame: not counting: " + reason);
        assertThatThrownBy(() -> EntryPoint.agentmain("out=", null)).hasMessage(reason);
    }

    /** The classes are here as folders and not in the agent's jar. */
    @ParameterizedTest
    @CsvSource({"17", "25"})
    void anotherOneStartsTheAgent(String recent) {
        System.setProperty(VERSION, recent);
        EntryPoint.premain("out=", null);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("tallyflame: not counting: the agent's jar has no core.jar");
    }
}
