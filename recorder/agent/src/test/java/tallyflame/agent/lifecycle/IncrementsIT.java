package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.counts.file.CountFile;

/** Threads count at the same time and no count is lost. */
class IncrementsIT {
    @TempDir
    Path folder;

    @Test
    void fourThreadsLoseNoneOfAHundredMillion() throws Exception {
        Program program = Program.compile("Increments", 17, folder);
        CountFile counts = run(program);
        assertThat(program.hits(counts, "here: 10^8")).isEqualTo(100_000_000);
        assertThat(program.hits(counts, "a fifth")).isEqualTo(20_000_000);
        assertThat(program.hits(counts, "return i;")).isEqualTo(80_000_000);
        assertThat(program.hits(counts, "i % 5 == 0")).isEqualTo(100_000_000);
        assertThat(program.hits(counts, "short-lived"))
                .as("what threads counted that have died")
                .isEqualTo(2_000);
    }

    @Test
    void threadsWithoutABlockOfTheirOwnLoseNone() throws Exception {
        Program program = Program.compile("Increments", 17, folder);
        CountFile counts = run(program, ",maxthreads=2", "100000");
        assertThat(counts.header().threads()).isEqualTo(2);
        assertThat(program.hits(counts, "here: 10^8")).isEqualTo(400_000);
        assertThat(program.hits(counts, "a fifth")).isEqualTo(80_000);
        assertThat(program.hits(counts, "short-lived")).isEqualTo(2_000);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsThatChangeTheirCarriersLoseNone() throws Exception {
        Program program = Program.compile("VirtualIncrements", 21, folder);
        CountFile counts = run(program);
        assertThat(program.hits(counts, "here: 10^6")).isEqualTo(1_000_000);
        assertThat(program.hits(counts, "and here")).isEqualTo(1_000_000);
        assertThat(program.hits(counts, "i < EACH")).isEqualTo(1_005_000);
    }

    private CountFile run(Program program) throws Exception {
        return run(program, "");
    }

    private CountFile run(Program program, String agentOptions, String... arguments) throws Exception {
        AgentJvm jvm = new AgentJvm(folder);
        jvm.agent("count=programs.**" + agentOptions).classpath(program.classes());
        jvm.run(Stream.concat(Stream.of(program.className()), Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(jvm.errors()).isEmpty();
        assertThat(Agreement.brokenInvariants(jvm.counts())).isEmpty();
        assertThat(jvm.counts().header().complete()).isTrue();
        return jvm.counts();
    }
}
