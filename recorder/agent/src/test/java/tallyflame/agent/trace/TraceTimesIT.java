package tallyflame.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.SourceCompiler;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;

/** Calls are exact, and times stand in the relations that hold by construction, with recursion, exceptions and threads. */
class TraceTimesIT {
    @TempDir
    static Path folder;

    private static TraceFile file;
    private static TraceFile fromTheMark;

    @BeforeAll
    static void run() throws Exception {
        fromTheMark = trace("mark");
        file = trace();
    }

    private static TraceFile trace(String... arguments) throws Exception {
        String source = Files.readString(AgentJvm.origin(TraceTimesIT.class).resolve("programs/Nesting.java"));
        SourceCompiler.JAVAC.compile(17, Map.of("programs.Nesting", source), folder);
        AgentJvm jvm = new AgentJvm(folder).trace("programs.**").classpath(folder.resolve("classes"));
        String[] command = new String[arguments.length + 1];
        command[0] = "programs.Nesting";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        jvm.run(command);
        assertThat(jvm.errors()).isEmpty();
        return TraceFile.read(jvm.traceFile());
    }

    private static List<MethodTimes> methods(TraceFile file) {
        return file.classes().stream().flatMap(type -> type.methods().stream()).toList();
    }

    private static MethodTimes method(TraceFile file, String name) {
        return methods(file).stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long calls(TraceFile file, String name) {
        return method(file, name).calls();
    }

    @Test
    void callsAreExact() {
        assertThat(file.header().complete()).isTrue();
        assertThat(file.windowed()).isFalse();
        assertThat(calls(file, "inner")).isEqualTo(14);
        assertThat(method(file, "outer").made()).isEqualTo(14);
        assertThat(calls(file, "fibonacci")).isEqualTo(465);
        assertThat(method(file, "fibonacci").outermost()).isEqualTo(1);
        assertThat(calls(file, "leaf")).isEqualTo(3_000);
        assertThat(calls(file, "passing")).isEqualTo(5);
        assertThat(calls(file, "after")).isEqualTo(1);
        assertThat(calls(file, "main")).isEqualTo(1);
    }

    @Test
    void exclusiveTimesAddUpToThoseOfTheRoots() {
        long exclusive =
                methods(file).stream().mapToLong(MethodTimes::exclusive).sum();
        assertThat(exclusive)
                .isEqualTo(
                        method(file, "main").inclusive() + method(file, "work").inclusive());
        assertThat(methods(file)).allSatisfy(method -> {
            assertThat(method.exclusive()).isNotNegative();
            assertThat(method.inclusive()).isGreaterThanOrEqualTo(method.exclusive());
        });
    }

    /** Recursion counts once: a recursive method takes no longer than its caller. */
    @Test
    void recursionAndExceptionsAreNotCountedTwice() {
        MethodTimes fibonacci = method(file, "fibonacci");
        assertThat(fibonacci.inclusive())
                .isEqualTo(fibonacci.exclusive())
                .isLessThanOrEqualTo(method(file, "main").inclusive());
        assertThat(method(file, "passing").inclusive())
                .isLessThanOrEqualTo(method(file, "thrower").inclusive());
        assertThat(method(file, "thrower").inclusive())
                .isLessThanOrEqualTo(method(file, "caught").inclusive());
        assertThat(fibonacci.lines())
                .allSatisfy(line -> assertThat(line.nanos()).isBetween(0L, fibonacci.inclusive()));
    }

    @Test
    void theLinesOfAMethodAddUpToItsTime() {
        for (MethodTimes method : methods(file)) {
            if (method.calls() > 0 && method.calls() == method.outermost()) {
                assertThat(method.lines().stream().mapToLong(LineTime::nanos).sum())
                        .as(method.name())
                        .isEqualTo(method.inclusive());
            }
        }
    }

    @Test
    void theWindowBeginsAtTheMark() {
        assertThat(fromTheMark.windowed()).isTrue();
        assertThat(calls(fromTheMark, "before")).isZero();
        assertThat(calls(fromTheMark, "outer")).isZero();
        assertThat(calls(fromTheMark, "leaf")).isEqualTo(3_000);
        assertThat(method(fromTheMark, "main").inclusive()).isPositive();
    }

    @Test
    void probesAreCalibrated() {
        assertThat(file.cost().call()).isPositive();
        assertThat(file.cost().inside()).isPositive();
        assertThat(file.cost().line()).isPositive();
        MethodTimes leaf = method(file, "leaf");
        assertThat(leaf.probes(file.cost())).isPositive();
        assertThat(leaf.exclusiveCompensated(file.cost())).isLessThan((double) leaf.exclusive());
    }

    @Test
    void damageIsNoticed() throws Exception {
        Path sound = folder.resolve("trace.tfc");
        byte[] bytes = Files.readAllBytes(sound);
        Path damaged = folder.resolve("damaged.tfc");
        for (int i = 0; i < bytes.length; i++) {
            byte[] copy = bytes.clone();
            copy[i] ^= 0x40;
            Files.write(damaged, copy);
            assertThat(catchThrowable(() -> TraceFile.read(damaged)))
                    .as("byte %d", i)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged.tfc");
        }
        for (int length = 0; length < bytes.length; length++) {
            Files.write(damaged, Arrays.copyOf(bytes, length));
            assertThat(catchThrowable(() -> TraceFile.read(damaged))).isInstanceOf(IOException.class);
        }
    }
}
