package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.AgentJar;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.counts.file.CountFile;

/** Counting begins, and may end, while the JVM runs. */
class AttachIT {
    @TempDir
    Path folder;

    private Program program;
    private AgentJvm jvm;
    private Process process;
    private BufferedReader answers;
    private Writer orders;

    @BeforeEach
    void start() throws Exception {
        program = Program.compile("Orders", 17, folder);
        jvm = new AgentJvm(folder).option("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading");
        process = jvm.classpath(program.classes()).builder(program.className()).start();
        answers = process.inputReader();
        orders = process.outputWriter();
        assertThat(answers.readLine()).isEqualTo("ready");
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    @Test
    void countsFromAttachingToTheEnd() throws Exception {
        work(500);
        attach("count=programs.**,out=" + jvm.countFile());
        work(1_000);
        end();
        CountFile counts = jvm.counts();
        assertThat(counts.header().complete()).isTrue();
        assertThat(program.hits(counts, "// even")).isEqualTo(500);
        assertThat(program.hits(counts, "// odd")).isEqualTo(500);
    }

    @Test
    void stopsCountingAndTheProgramGoesOn() throws Exception {
        attach("count=programs.**,out=" + jvm.countFile());
        work(100);
        attach("stop");
        assertThat(jvm.counts().header().complete()).isTrue();
        work(10_000);
        end();
        assertThat(program.hits(jvm.counts(), "// even")).isEqualTo(50);
    }

    private void attach(String options) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            machine.loadAgent(AgentJar.path().toString(), options);
        } finally {
            machine.detach();
        }
    }

    private void work(int times) throws IOException {
        orders.write(times + "\n");
        orders.flush();
        assertThat(answers.readLine()).isEqualTo("done");
    }

    private void end() throws Exception {
        orders.close();
        assertThat(process.waitFor()).isZero();
    }
}
