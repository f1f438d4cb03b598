package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.cli.CommandLineRun;

class RecordCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record | say what to record",
                "record --pid 1 -- java -version | not both",
                "record --passes count -- java -version | needs --count GLOB",
                "record --event alloc --interval 1ms -- java -version | is not sampled by time",
                "record --event cpu,file=/etc/passwd -- java -version | is not the name of an event",
                "record --pid 1 --count com.acme.** | need a command",
                "record --pid 1 --duration 0s | must be longer",
                "record --passes trace -- java -version | needs --trace GLOB",
            })
    void wrongUsageIsOneLineAndTwo(String line, String problem) {
        CommandLineRun run = CommandLineRun.of(line.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem, "see tallyflame record --help").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aProcessThatIsNotThereIsTheEnvironments() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        CommandLineRun run = CommandLineRun.of("record", "--pid", String.valueOf(ended.pid()));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no process " + ended.pid()).hasLineCount(1);
    }
}
