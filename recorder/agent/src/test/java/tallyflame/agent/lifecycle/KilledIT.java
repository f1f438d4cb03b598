package tallyflame.agent.lifecycle;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;

/** A JVM that dies without a word leaves what it had counted at the last snapshot, and the file says so. */
class KilledIT {
    private static final int WORK = 1_000;

    @TempDir
    Path folder;

    @Test
    void aKilledJvmLeavesTheLastSnapshot() throws Exception {
        Program program = Program.compile("Orders", 17, folder);
        AgentJvm jvm = new AgentJvm(Files.createDirectory(folder.resolve("out")))
                .count("programs.**")
                .classpath(program.classes());
        Process process = jvm.builder(program.className()).start();
        try (WatchService snapshots = folder.getFileSystem().newWatchService();
                BufferedReader answers = process.inputReader();
                Writer orders = process.outputWriter()) {
            jvm.countFile().getParent().register(snapshots, ENTRY_CREATE, ENTRY_MODIFY);
            assertThat(answers.readLine()).isEqualTo("ready");
            orders.write(WORK + "\n");
            orders.flush();
            assertThat(answers.readLine()).isEqualTo("done");
            awaitHits(snapshots, jvm, program);
            process.destroyForcibly().waitFor();
        } catch (IOException e) {
            assertThat(process.isAlive())
                    .as("closing the pipe to a killed process")
                    .isFalse();
        }
        CountFile left = jvm.counts();
        assertThat(left.header().complete()).isFalse();
        assertThat(left.header().pid()).isEqualTo(process.pid());
        assertThat(left.header().snapshotMillis())
                .isGreaterThanOrEqualTo(left.header().startMillis());
        assertThat(program.hits(left, "// even")).isEqualTo(WORK / 2);
        assertThat(program.hits(left, "// odd")).isEqualTo(WORK / 2);
    }

    /** Hooks do not run then, and snapshots come too late for a program that lives for a few milliseconds. */
    @Test
    void aProgramThatHaltsItselfAtOnceLeavesEverything() throws Exception {
        Program program = Program.compile("Halts", 17, folder);
        AgentJvm jvm = new AgentJvm(Files.createDirectory(folder.resolve("out")))
                .agent("count=programs.**,interval=3600000")
                .classpath(program.classes());
        jvm.run(program.className(), "1000");
        assertThat(jvm.errors()).isEmpty();
        assertThat(jvm.counts().header().complete()).isTrue();
        assertThat(program.hits(jvm.counts(), "// work")).isEqualTo(1000);
        assertThat(program.hits(jvm.counts(), "// halts")).isEqualTo(1);
        assertThat(jvm.counts().classes())
                .flatExtracting(ClassCounts::methods)
                .allSatisfy(method -> assertThat(method.residual()).isZero());
    }

    /** Returns when a snapshot has all the work; the agent writes two a second, a loaded machine may be slower. */
    private static void awaitHits(WatchService snapshots, AgentJvm jvm, Program program) throws Exception {
        while (!Files.exists(jvm.countFile()) || program.hits(jvm.counts(), "// odd") < WORK / 2) {
            WatchKey key = snapshots.poll(60, TimeUnit.SECONDS);
            assertThat(key).as("a new snapshot").isNotNull();
            key.pollEvents();
            key.reset();
        }
    }
}
