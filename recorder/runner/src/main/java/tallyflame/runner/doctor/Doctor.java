package tallyflame.runner.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import tallyflame.runner.instruments.EngineProbe;
import tallyflame.runner.instruments.Engines;
import tallyflame.runner.instruments.Java;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * Looks at everything that recording needs.
 *
 * @param machine the machine, or a picture of one
 * @param library finds async-profiler's library
 * @param probe tries engines, given the library
 * @param disk folder whose device recordings would be written to
 */
public record Doctor(Machine machine, LibrarySource library, ProbeSource probe, Path disk) {
    private static final long MILLI = 1_000_000;
    private static final long GIGABYTE = 1L << 30;

    /** Where the library comes from. */
    @FunctionalInterface
    public interface LibrarySource {
        /** Finds it, or says why there is none. */
        ProfilerLibrary load() throws EnvironmentException;
    }

    /** Makes the probe for a library. */
    @FunctionalInterface
    public interface ProbeSource {
        /** A probe that tries engines of that library. */
        EngineProbe of(ProfilerLibrary library);
    }

    /** Of this machine, for recordings in the current folder. */
    public static Doctor here() {
        return new Doctor(Machine.here(), ProfilerLibrary::load, EngineProbe::inFreshJvm, Path.of(""));
    }

    /** What samples here; either the engine or the problem is {@code null}. */
    private record Found(EngineUsed engine, String problem) {}

    /** Everything that was looked at, the most important first. */
    public List<Capability> examine() {
        Found found = find();
        return List.of(
                sampling(found),
                perfEvents(found),
                kernelSymbols(),
                hardwareCounters(),
                energy(),
                profiler(),
                jdk(),
                attaching(),
                space());
    }

    private Found find() {
        try {
            ProfilerLibrary profiler = library.load();
            return new Found(new Engines(probe.of(profiler), machine).best(MILLI, profiler.version()), null);
        } catch (EnvironmentException e) {
            return new Found(null, e.getMessage());
        }
    }

    private static Capability sampling(Found found) {
        EngineUsed engine = found.engine();
        if (engine == null) {
            return Capability.missing("sampling", found.problem(), null);
        }
        String detail = "CPU time is sampled by " + engine.name() + (engine.kernelStacks() ? " with" : " without")
                + " kernel frames" + (isPerf(found) ? "" : ", at most once a kernel tick")
                + (engine.raised() == null ? "" : "; " + engine.raised());
        return engine.better() == null
                ? Capability.ok("sampling", detail)
                : Capability.limited("sampling", detail, engine.better());
    }

    private static boolean isPerf(Found found) {
        return found.engine() != null && found.engine().name().startsWith("perf");
    }

    private Capability perfEvents(Found found) {
        OptionalInt paranoid = machine.perfEventParanoid();
        String remedy = new Engines(options -> List.of(), machine).enablePerf();
        if (paranoid.isEmpty()) {
            return Capability.missing("perf-events", "no kernel.perf_event_paranoid", remedy);
        }
        String detail =
                "kernel.perf_event_paranoid = " + paranoid.getAsInt() + (machine.container() ? ", container" : "")
                        + (machine.seccompFiltered() ? ", system calls are filtered (seccomp)" : "");
        if (!isPerf(found)) {
            return Capability.missing("perf-events", detail + ", refused", remedy);
        }
        return found.engine().kernelStacks()
                ? Capability.ok("perf-events", detail + ", granted to this user")
                : Capability.limited("perf-events", detail + ", granted for user code only", remedy);
    }

    private Capability kernelSymbols() {
        OptionalInt restrict = machine.kptrRestrict();
        String detail =
                restrict.isPresent() ? "kernel.kptr_restrict = " + restrict.getAsInt() : "no kernel.kptr_restrict";
        if (machine.kernelSymbolsVisible()) {
            return Capability.ok("kernel-symbols", detail);
        }
        return Capability.limited(
                "kernel-symbols",
                detail + ", addresses in /proc/kallsyms are hidden: kernel frames have no names",
                "sudo sysctl kernel.kptr_restrict=0 kernel.perf_event_paranoid=1");
    }

    private Capability hardwareCounters() {
        return machine.hasHardwareCounters()
                ? Capability.ok("hardware-counters", "cycles, instructions and cache-misses can be events")
                : Capability.missing(
                        "hardware-counters",
                        "the kernel shows no performance monitoring unit; the CPU clock is sampled instead",
                        "in a virtual machine: let the hypervisor pass the unit on (KVM: -cpu host,pmu=on)");
    }

    private Capability energy() {
        List<Path> counters = machine.energyCounters();
        if (counters.isEmpty()) {
            return Capability.missing(
                    "energy",
                    "no RAPL counters in /sys/class/powercap; energy is estimated from CPU time",
                    "use a machine of your own, not a virtual one: modprobe intel_rapl_msr");
        }
        List<Path> readable = counters.stream().filter(Files::isReadable).toList();
        return readable.size() == counters.size()
                ? Capability.ok("energy", counters.size() + " RAPL counters are readable")
                : Capability.limited(
                        "energy",
                        readable.size() + " of " + counters.size() + " RAPL counters are readable",
                        "sudo chmod a+r " + counters.get(0).getParent().getParent() + "/*/energy_uj");
    }

    private Capability profiler() {
        try {
            ProfilerLibrary found = library.load();
            return Capability.ok("async-profiler", found.version() + " at " + found.path());
        } catch (EnvironmentException e) {
            return Capability.missing("async-profiler", e.getMessage(), null);
        }
    }

    private static Capability jdk() {
        String detail = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + " at "
                + System.getProperty("java.home");
        boolean flightRecorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
        return flightRecorder
                ? Capability.ok("jdk", detail)
                : Capability.missing(
                        "jdk", detail + " has no JDK Flight Recorder (module jdk.jfr)", "install a full JDK >= 17");
    }

    private static Capability attaching() {
        Path jcmd = Java.tool("jcmd");
        return Files.isExecutable(jcmd)
                ? Capability.ok("attach", "record --pid works through " + jcmd)
                : Capability.missing(
                        "attach", "no " + jcmd + ", so record --pid cannot work", "install a full JDK >= 17");
    }

    private Capability space() {
        try {
            FileStore store = Files.getFileStore(disk.toAbsolutePath());
            long free = store.getUsableSpace();
            String detail = String.format(
                    java.util.Locale.ROOT, "%.1f GB free at %s", (double) free / GIGABYTE, disk.toAbsolutePath());
            return free >= GIGABYTE
                    ? Capability.ok("disk", detail)
                    : Capability.limited(
                            "disk", detail + "; recordings need up to some hundred MB", "free some, or use --out");
        } catch (IOException e) {
            return Capability.missing("disk", disk.toAbsolutePath() + ": " + e.getMessage(), "use --out");
        }
    }
}
