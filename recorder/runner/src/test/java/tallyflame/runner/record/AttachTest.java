package tallyflame.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.record.RemoteCounters.Order;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** Counts in JVMs that are running. */
class AttachTest {
    @TempDir
    private Path folder;

    private Process target;
    private BufferedReader answers;
    private Writer orders;

    @AfterEach
    void kill() {
        if (target != null) target.destroyForcibly();
    }

    private void start(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Java.launcher().toString(), "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(options);
        command.add(program.getName());
        command.addAll(List.of(arguments));
        target = new ProcessBuilder(command).start();
        answers = target.inputReader();
        orders = target.outputWriter();
        assertThat(answers.readLine()).as("it runs").isNotNull();
    }

    private void work(int times) throws IOException {
        orders.write(times + "\n");
        orders.flush();
        assertThat(answers.readLine()).isEqualTo("done");
    }

    private RunDocument record(List<Pass> passes, Duration duration) throws Exception {
        RecordPlan plan = new RecordPlan(
                Sampling.CPU, Duration.ofMillis(1), passes, List.of(Busy.class.getName()), folder.resolve("run"));
        return new AttachRecorder(Sampling.HERE).record(plan, target.pid(), duration);
    }

    @Test
    void itIsSampledThenCountedAndGoesOn() throws Exception {
        start(Busy.class, List.of(), Busy.UNTIL_INPUT_ENDS, "0");
        RunDocument run = record(List.of(Pass.SAMPLE, Pass.COUNT), Duration.ofMillis(700));

        assertThat(run.status()).isEqualTo(RunDocument.COMPLETE);
        assertThat(run.passes())
                .extracting(PassResult::pass)
                .as("in this order")
                .containsExactly(Pass.SAMPLE, Pass.COUNT);
        assertThat(run.passes()).noneMatch(PassResult::perturbed);
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.files(Pass.SAMPLE, FileKind.COUNTS)).isEmpty();
        assertThat(directory.files(Pass.COUNT, FileKind.ASYNC)).isEmpty();
        CountFile counts =
                CountFile.read(directory.files(Pass.COUNT, FileKind.COUNTS).get(0));
        assertThat(counts.header().complete()).isTrue();
        assertThat(method(counts, "work").entered()).isPositive();
        assertThat(target.isAlive()).isTrue();
        assertThatThrownBy(() -> RemoteCounters.of(target.pid()).obey(Order.STOP))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("process " + target.pid() + " says: nothing is being counted");
    }

    @Test
    void itIsCountedWhileItIsSampledIfThatIsAskedFor() throws Exception {
        start(Busy.class, List.of(), Busy.UNTIL_INPUT_ENDS, "0");
        RunDocument run = record(List.of(Pass.SAMPLE), Duration.ofMillis(500));

        assertThat(run.passes()).singleElement().matches(PassResult::perturbed);
        RunDirectory directory = RunDirectory.open(folder.resolve("run"));
        assertThat(directory.files(Pass.SAMPLE, FileKind.ASYNC)).hasSize(1);
        assertThat(directory.files(Pass.SAMPLE, FileKind.COUNTS)).hasSize(1);
    }

    @Test
    void dumpResetAndStopAreExact() throws Exception {
        start(Obeying.class, List.of());
        Path file = folder.resolve("counts.tfc");
        RemoteCounters counters = RemoteCounters.of(target.pid());
        work(100);
        counters.check();
        counters.start(List.of(Obeying.class.getName()), false, file);
        assertThatThrownBy(counters::check)
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("is counted already, into " + file);
        work(20);
        assertThat(counters.obey(Order.DUMP)).isEqualTo(file);
        assertThat(worked(file)).isEqualTo(20);
        counters.obey(Order.RESET);
        assertThat(worked(file)).isZero();
        work(3);
        counters.obey(Order.STOP);
        work(1000);
        assertThat(worked(file)).isEqualTo(3);
        orders.close();
        assertThat(target.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:-EnableDynamicAgentLoading, lets no agent in; start it with -XX:+EnableDynamicAgentLoading",
        "-XX:+DisableAttachMechanism, was it started with -XX:+DisableAttachMechanism"
    })
    void whereAttachingIsForbiddenItSaysWhatToDo(String option, String problem) throws Exception {
        assumeThat(Runtime.version().feature() >= 21 || !option.contains("Dynamic"))
                .as("older JVMs let jcmd load agents all the same")
                .isTrue();
        start(Busy.class, List.of(option), Busy.UNTIL_INPUT_ENDS, "0");
        assertThatThrownBy(() -> record(List.of(Pass.COUNT), Duration.ofMillis(500)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("process " + target.pid())
                .hasMessageContaining(problem)
                .hasMessageEndingWith("or record it from its start: tallyflame record -- java …");
        assertThat(Files.exists(folder.resolve("run"))).isFalse();
    }

    private static long worked(Path file) throws IOException {
        return method(CountFile.read(file), "work").entered();
    }

    private static MethodCounts method(CountFile counts, String name) {
        return counts.classes().stream()
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
