package tallyflame.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.runner.doctor.Capability.Status;
import tallyflame.runner.instruments.EngineProbe;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;

/** Pictures of machines: a folder that stands for the root of the file system, and a probe that answers as told. */
class DoctorTest {
    private static final EngineProbe WORKS = options -> List.of("Profiling started");
    private static final EngineProbe NO_PERF =
            options -> options.contains("cpu-clock") ? List.of("[ERROR] Perf events unavailable") : List.of();

    @TempDir
    private Path root;

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Map<String, Capability> examine(EngineProbe probe) {
        Doctor doctor = new Doctor(
                new Machine(root), () -> new ProfilerLibrary(Path.of("lib.so"), "4.5"), library -> probe, root);
        return doctor.examine().stream().collect(Collectors.toMap(Capability::id, Function.identity()));
    }

    @Test
    void aBareMachineThatCanDoEverything() throws IOException {
        file("proc/sys/kernel/perf_event_paranoid", "1\n");
        file("proc/sys/kernel/kptr_restrict", "0\n");
        file("proc/kallsyms", "ffffffff81000000 T startup_64\n");
        file("proc/self/status", "Name:\tjava\nSeccomp:\t0\n");
        file("sys/bus/event_source/devices/cpu/type", "4\n");
        file("sys/class/powercap/intel-rapl:0/energy_uj", "123\n");
        assertThat(examine(WORKS).values()).allSatisfy(check -> {
            assertThat(check.status()).as(check.id() + ": " + check.detail()).isEqualTo(Status.OK);
            assertThat(check.remedy()).isNull();
        });
    }

    @Test
    void aContainerIsToldWhatToAllow() throws IOException {
        file("proc/sys/kernel/perf_event_paranoid", "2\n");
        file("proc/sys/kernel/kptr_restrict", "1\n");
        file("proc/kallsyms", "0000000000000000 T startup_64\n");
        file("proc/self/status", "Name:\tjava\nSeccomp:\t2\n");
        file(".dockerenv", "");
        Map<String, Capability> checks = examine(NO_PERF);
        assertThat(checks.get("sampling").status()).isEqualTo(Status.LIMITED);
        assertThat(checks.get("sampling").detail()).contains("ctimer", "kernel tick");
        assertThat(checks.get("perf-events").detail()).contains("= 2", "container", "seccomp");
        assertThat(checks.get("perf-events").remedy())
                .contains("--cap-add PERFMON", "seccomp=unconfined", "on the host");
        assertThat(checks.get("kernel-symbols").remedy()).contains("kernel.kptr_restrict=0");
    }

    @Test
    void aVirtualMachineHasNeitherCountersNorEnergy() throws IOException {
        file("proc/sys/kernel/perf_event_paranoid", "1\n");
        file("sys/bus/event_source/devices/software/type", "1\n");
        Map<String, Capability> checks = examine(WORKS);
        assertThat(checks.get("sampling").status()).isEqualTo(Status.OK);
        assertThat(checks.get("hardware-counters").status()).isEqualTo(Status.MISSING);
        assertThat(checks.get("energy").status()).isEqualTo(Status.MISSING);
        assertThat(checks.get("energy").detail()).contains("estimated");
    }

    @Test
    void aPlatformWithoutTheLibraryIsSaid() {
        Doctor doctor = new Doctor(
                new Machine(root),
                () -> {
                    throw new EnvironmentException("async-profiler has no library for Plan 9");
                },
                library -> WORKS,
                root);
        assertThat(doctor.examine())
                .filteredOn(check -> check.status() == Status.MISSING)
                .extracting(Capability::id)
                .contains("sampling", "async-profiler", "perf-events");
    }
}
