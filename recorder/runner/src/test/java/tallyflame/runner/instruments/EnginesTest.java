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
        assertThat(engine).isEqualTo(new EngineUsed("perf-cpu-clock", "cpu", 1_000_000, true, "4.5", null));
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
}
