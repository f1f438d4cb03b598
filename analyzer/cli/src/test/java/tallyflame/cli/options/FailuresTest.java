package tallyflame.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tallyflame.recordings.InputException;
import tallyflame.runs.EnvironmentException;

class FailuresTest {
    @Command(name = "verb")
    @SuppressWarnings("unused")
    private static final class Verb implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        private final Exception failure;

        Verb(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private final StringWriter err = new StringWriter();

    private int execute(Exception failure, String... arguments) {
        Failures failures = new Failures();
        return new CommandLine(new Verb(failure))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(arguments);
    }

    @Test
    void unreadableInputIsOneLineAndThree() {
        InputException failure = new InputException(Path.of("x.jfr"), 68, "no chunk begins here; is it a recording?");
        assertThat(execute(failure)).isEqualTo(3);
        assertThat(err).hasToString("tallyflame: x.jfr at byte 68: no chunk begins here; is it a recording?\n");
    }

    @Test
    void missingFileSaysSo() {
        assertThat(execute(new UncheckedIOException(new NoSuchFileException("gone.jfr"))))
                .isEqualTo(3);
        assertThat(err).hasToString("tallyflame: gone.jfr: no such file or folder\n");
    }

    @Test
    void environmentIsFour() {
        assertThat(execute(new EnvironmentException("perf events are refused"))).isEqualTo(4);
    }

    @Test
    void debugAddsTheStackTrace() {
        execute(new InputException(Path.of("x"), "bad"), "--debug");
        assertThat(err.toString()).contains("tallyflame: x: bad\n").contains("\tat ");
    }

    @Test
    void wrongOptionIsOneLineAndTwo() {
        assertThat(execute(new IllegalStateException(), "--nonsense")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--nonsense")
                .contains("verb --help")
                .hasLineCount(1);
    }

    @Test
    void defectIsNotBlamedOnTheUser() {
        assertThat(execute(new IllegalStateException("oops"))).isEqualTo(70);
        assertThat(err.toString()).contains("defect of tallyflame").contains("oops");
    }
}
