package tallyflame.runner.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDocument.EngineUsed;

class EnginesTest {
    private static final String REFUSED = "[ERROR] Perf events unavailable";

    @TempDir
    private Path root;

    private Engines engines(int paranoid, EngineProbe probe) throws IOException {
        Path file = root.resolve("proc/sys/kernel/perf_event_paranoid");
        Files.createDirectories(file.getParent());
        Files.writeString(file, paranoid + "\n");
        return new Engines(probe, new Machine(root));
    }

    @Test
    void perfEventsWithKernelFramesAreTheBest() throws Exception {
        EngineUsed engine = engines(1, options -> List.of("Profiling started")).best(1_000_000, "4.5");
        assertThat(engine).isEqualTo(new EngineUsed("perf-cpu-clock", "cpu", 1_000_000, true, "4.5", null, null));
    }

    @Test
    void hiddenKernelSymbolsAreALossThatIsSaid() throws Exception {
        EngineUsed engine = engines(
                        1, options -> List.of("[WARN] Kernel symbols are unavailable due to restrictions. Try", "..."))
                .best(1_000_000, "4.5");
        assertThat(engine.name()).isEqualTo("perf-cpu-clock");
        assertThat(engine.kernelStacks()).isFalse();
        assertThat(engine.better()).contains("kernel.kptr_restrict=0");
    }

    @Test
    void aStrictKernelLeavesUserCode() throws Exception {
        EngineUsed engine = engines(2, options -> options.contains("alluser") ? List.of() : List.of(REFUSED))
                .best(1_000_000, "4.5");
        assertThat(engine.event()).isEqualTo("cpu,alluser");
        assertThat(engine.kernelStacks()).isFalse();
    }

    @Test
    void timersStandInWherePerfEventsAreRefused() throws Exception {
        EngineUsed ctimer = engines(4, options -> options.contains("cpu-clock") ? List.of(REFUSED) : List.of())
                .best(1_000_000, "4.5");
        assertThat(ctimer.name()).isEqualTo("ctimer");
        assertThat(ctimer.better())
                .isEqualTo("perf events are refused (Perf events unavailable): sudo sysctl"
                        + " kernel.perf_event_paranoid=1 (it is 4)");
        EngineUsed itimer = engines(4, options -> options.contains("itimer") ? List.of() : List.of(REFUSED))
                .best(1_000_000, "4.5");
        assertThat(itimer.name()).isEqualTo("itimer");
    }

    @Test
    void aContainerIsToldOfItsOptions() throws Exception {
        Files.createFile(root.resolve(".dockerenv"));
        EngineUsed engine = engines(1, options -> options.contains("cpu-clock") ? List.of(REFUSED) : List.of())
                .best(1_000_000, "4.5");
        assertThat(engine.better()).contains("--cap-add PERFMON").doesNotContain("sysctl");
    }

    @Test
    void nothingAtAllIsTheEnvironmentsFault() {
        assertThatThrownBy(() ->
                        engines(4, options -> List.of("[ERROR] no " + options)).best(1, "4.5"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContainingAll("event=itimer", "tallyflame doctor");
    }

    @Test
    void anEventThatCannotBeHadIsNotReplaced() {
        assertThatThrownBy(() -> engines(4, options -> List.of(REFUSED)).exactly("cycles", 0, "4.5"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("event cycles cannot be sampled here: Perf events unavailable");
    }

    /** Perf events are refused, and a thread that used 100 ms of CPU time got so many samples. */
    private Engines timers(long samples) throws IOException {
        return engines(4, new EngineProbe() {
            @Override
            public List<String> attempt(String options) {
                return options.contains("cpu-clock") ? List.of(REFUSED) : List.of();
            }

            @Override
            public Delivery deliver(String options) {
                assertThat(options).matches("event=[ci]timer,interval=100000");
                return new Delivery(samples, 100_000_000);
            }
        });
    }

    @Test
    void timersAreAskedForNoMoreThanTheKernelGives() throws Exception {
        EngineUsed engine = timers(27).best(1_000_000, "4.5");
        assertThat(engine.intervalNanos()).as("one and a half ticks").isEqualTo(6_000_000);
        assertThat(engine.raised())
                .isEqualTo("the interval was raised from 1 ms to 6 ms: ctimer takes at most one sample a tick of the"
                        + " kernel, here 4 ms, and times would be too small");
        EngineUsed asked = timers(27).exactly("itimer", 1_000_000, "4.5");
        assertThat(asked.intervalNanos()).as("asked for by name").isEqualTo(6_000_000);
        assertThat(asked.raised()).contains("itimer");
    }

    @Test
    void everyTickThatKernelsHaveIsTold() throws Exception {
        assertThat(timers(100).best(1_000_000, "4.5").intervalNanos()).isEqualTo(1_500_000);
        assertThat(timers(31).best(1_000_000, "4.5").intervalNanos()).isEqualTo(5_000_000);
        assertThat(timers(11).best(1_000_000, "4.5").intervalNanos()).isEqualTo(15_000_000);
        assertThat(timers(5).best(1_000_000, "4.5").intervalNanos())
                .as("slower than any known")
                .isEqualTo(30_000_000);
    }

    @Test
    void whatATimerDeliversIsLeftAlone() throws Exception {
        for (EngineUsed engine : List.of(
                timers(27).best(6_000_000, "4.5"),
                timers(1000).best(1_000_000, "4.5"), // this kernel's timers do not wait for ticks
                timers(0).best(15_000_000, "4.5"),
                timers(27).exactly("alloc", 1_000, "4.5"),
                timers(27).exactly("ctimer", 0, "4.5"))) {
            assertThat(engine.raised()).isNull();
        }
        assertThat(timers(27).best(6_000_000, "4.5").intervalNanos()).isEqualTo(6_000_000);
    }

    @Test
    void aTickThatCannotBeMeasuredIsTakenForTheSlowest() throws Exception {
        EngineUsed engine = timers(2).best(1_000_000, "4.5");
        assertThat(engine.intervalNanos()).isEqualTo(15_000_000);
        assertThat(engine.raised()).contains("could not be measured and may be 10 ms");
    }
}
