package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.AgentJar;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.MethodTimes;

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
    void compile() throws Exception {
        program = Program.compile("Orders", 17, folder);
        start();
    }

    private void start(String... options) throws IOException {
        jvm = new AgentJvm(folder)
                .option("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading")
                .option(options);
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

    /** What was counted before is in the first file alone, and the next one begins at zero. */
    @Test
    void countsAgainAfterItWasStopped() throws Exception {
        attach("count=programs.**,out=" + jvm.countFile());
        work(100);
        attach("stop");
        work(1_000);
        Path second = folder.resolve("second.tfc");
        attach("count=programs.**,out=" + second);
        work(6);
        end();
        assertThat(program.hits(jvm.counts(), "// even")).isEqualTo(50);
        CountFile counts = CountFile.read(second);
        assertThat(counts.header().complete()).isTrue();
        assertThat(program.hits(counts, "// even")).isEqualTo(3);
        assertThat(Agreement.brokenInvariants(counts)).isEmpty();
    }

    @Test
    void tracesAgainAfterItWasStopped() throws Exception {
        attach("trace=programs.**,out=" + jvm.traceFile());
        work(100);
        attach("stop");
        attach("trace=programs.**,out=" + folder.resolve("second.tfc"));
        work(6);
        end();
        assertThat(calls(jvm.traceFile())).isEqualTo(100);
        assertThat(calls(folder.resolve("second.tfc"))).isEqualTo(6);
    }

    private static long calls(Path file) throws IOException {
        return TraceFile.read(file).classes().stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals("work"))
                .mapToLong(MethodTimes::calls)
                .sum();
    }

    /** HotSpot replaces the code of a method for its next call only. */
    @Test
    void namesCallsThatRunWhenItBeginsAndEnds() throws Exception {
        attach("count=programs.**,interval=3600000,out=" + jvm.countFile());
        work(100);
        order("dump");
        assertThat(jvm.counts().uncounted()).singleElement().satisfies(call -> assertThat(
                        call.className() + "." + call.method() + ": " + call.reason())
                .startsWith("programs.Orders.main: a call of it was running when counting began"));
        assertThat(program.hits(jvm.counts(), "// loop")).isZero();
        order("stop");
        assertThat(jvm.counts().uncounted())
                .extracting(Uncounted::reason)
                .anyMatch(reason -> reason.startsWith("a call of it was running when counting ended"));
    }

    @Test
    void attachingTwiceFailsForWhoeverDoes() throws Exception {
        attach("count=programs.**,out=" + jvm.countFile());
        assertThatThrownBy(() -> attach("count=programs.**,out=" + folder.resolve("second.tfc")))
                .isInstanceOf(AgentInitializationException.class);
        attach("stop");
        assertThatThrownBy(() -> attach("stop")).isInstanceOf(AgentInitializationException.class);
    }

    @Test
    void dumpsWhenAsked() throws Exception {
        attach("count=programs.**,interval=3600000,out=" + jvm.countFile());
        work(100);
        order("dump");
        assertThat(jvm.counts().header().complete()).isFalse();
        assertThat(program.hits(jvm.counts(), "// even")).isEqualTo(50);
        order("stop");
        assertThat(jvm.counts().header().complete()).isTrue();
    }

    /** What is entered before and left afterwards balances: the loop of main is counted from its second order on. */
    @Test
    void countsFromZeroAgain() throws Exception {
        end();
        start("-javaagent:" + AgentJar.path() + "=count=programs.**,interval=3600000,out="
                + folder.resolve("counts.tfc"));
        work(1_000);
        order("reset");
        assertThat(hits("// even", "// odd", "// loop", "// says")).containsOnly(0L);
        work(100);
        order("dump");
        assertThat(hits("// even", "// odd", "// loop", "// says")).containsExactly(50L, 50L, 101L, 1L);
        assertResidualZero();
        work(3);
        end();
        assertThat(hits("// even", "// odd", "// loop", "// says")).containsExactly(52L, 51L, 105L, 2L);
        assertResidualZero();
    }

    @Test
    void saysWhyAnOrderCannotBeObeyed() throws Exception {
        Path answer = folder.resolve("answer");
        attach("dump,answer=" + answer);
        assertThat(answer).hasContent("nothing is being counted");
    }

    private void order(String name) throws Exception {
        Path answer = folder.resolve("answer");
        attach(name + ",answer=" + answer);
        assertThat(answer).hasContent("ok " + jvm.countFile());
    }

    private List<Long> hits(String... texts) throws IOException {
        CountFile counts = jvm.counts();
        return Stream.of(texts).map(text -> program.hits(counts, text)).toList();
    }

    private void assertResidualZero() throws IOException {
        assertThat(jvm.counts().classes())
                .flatExtracting(ClassCounts::methods)
                .allSatisfy(method -> assertThat(method.residual()).isZero());
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
