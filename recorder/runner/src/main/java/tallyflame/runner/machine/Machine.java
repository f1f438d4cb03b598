package tallyflame.runner.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a Linux machine permits, by the files below a root folder, which is {@code /} except in tests. Everything may be absent: on
 * another system, in a container, or for lack of rights. {@link Hardware} says what the machine is made of.
 *
 * @param root folder that holds {@code proc} and {@code sys}
 */
public record Machine(Path root) {
    /** {@code USER_HZ}, which is part of Linux's interface: a tick is 10 ms. */
    private static final long NANOS_OF_TICK = 10_000_000;

    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    /** What a hypervisor gave to others was taken as well. Fields after it are parts of earlier ones. */
    private static final int STOLEN = 8;

    /** This machine. */
    public static Machine here() {
        return new Machine(Path.of("/"));
    }

    /** {@code kernel.perf_event_paranoid}: -1 everything … 1 the kernel, too, 2 own user code, 3 and more nothing. */
    public OptionalInt perfEventParanoid() {
        return number("proc/sys/kernel/perf_event_paranoid");
    }

    /** {@code kernel.kptr_restrict}: 0 addresses of kernel functions are shown, 1 to privileged ones, 2 to nobody. */
    public OptionalInt kptrRestrict() {
        return number("proc/sys/kernel/kptr_restrict");
    }

    /** Whether {@code /proc/kallsyms} shows addresses to this process. */
    public boolean kernelSymbolsVisible() {
        return lines("proc/kallsyms", 50).stream()
                .anyMatch(line -> !line.startsWith("0000000000000000") && line.length() > 16);
    }

    /** Whether the kernel knows a performance monitoring unit of the processor: {@code cycles}, {@code cache-misses}. */
    public boolean hasHardwareCounters() {
        return names("sys/bus/event_source/devices").stream()
                .anyMatch(name -> name.equals("cpu") || name.startsWith("cpu_") || name.startsWith("armv8"));
    }

    /** A system-call filter is on this process, as container engines set it. */
    public boolean seccompFiltered() {
        return lines("proc/self/status", 100).stream()
                .filter(line -> line.startsWith("Seccomp:"))
                .anyMatch(line -> line.strip().endsWith("2"));
    }

    /** Whether this is a container, by the marks that Docker, Podman and Kubernetes leave. */
    public boolean container() {
        return Files.exists(root.resolve(".dockerenv"))
                || Files.exists(root.resolve("run/.containerenv"))
                || lines("proc/1/cgroup", 50).stream()
                        .anyMatch(line -> line.contains("docker") || line.contains("kubepods"));
    }

    /** The energy counters of {@code /sys/class/powercap}, whether they can be read or not. */
    public List<Path> energyCounters() {
        return names("sys/class/powercap").stream()
                .filter(name -> name.contains("rapl") && name.contains(":"))
                .map(name -> root.resolve("sys/class/powercap").resolve(name).resolve("energy_uj"))
                .filter(Files::exists)
                .sorted()
                .toList();
    }

    /** Time for which the processors were taken since the machine started, summed, in nanoseconds; -1 where that is not known. */
    public long busyNanos() {
        String[] fields = lines("proc/stat", 1).stream().findFirst().orElse("").split(" +", -1);
        long ticks = 0;
        try {
            for (int field = 1; field <= STOLEN; field++) {
                ticks += field == IDLE || field == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[field]);
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return -1;
        }
        return ticks * NANOS_OF_TICK;
    }

    private OptionalInt number(String file) {
        try {
            return lines(file, 1).stream()
                    .mapToInt(line -> Integer.parseInt(line.strip()))
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private List<String> lines(String file, int limit) {
        try (Stream<String> lines = Files.lines(root.resolve(file))) {
            return lines.limit(limit).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // absent or forbidden; which of them does not matter to any caller
        }
    }

    private List<String> names(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
