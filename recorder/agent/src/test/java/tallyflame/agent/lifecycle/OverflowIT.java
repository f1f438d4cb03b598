package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.counts.file.CountFile;

/** A program that catches the overflow of its stack counts its own calls; nobody knows their number beforehand. */
class OverflowIT {
    @TempDir
    Path folder;

    @Test
    void callsThatOverflowTheStackAreCountedOnTheWayDownAndUp() throws Exception {
        Program program = Program.compile("Overflow", 17, folder);
        AgentJvm jvm = new AgentJvm(folder).count("programs.**").classpath(program.classes());
        long calls = Long.parseLong(jvm.run(program.className()).strip());
        CountFile counts = jvm.counts();
        assertThat(Agreement.brokenInvariants(counts)).isEmpty();
        assertThat(program.hits(counts, "// down")).isEqualTo(calls);
        assertThat(program.hits(counts, "// never")).isZero();
        assertThat(program.hits(counts, "// caught")).isEqualTo(20);
    }
}
