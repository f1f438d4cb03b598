package tallyflame.analysis.diff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tallyflame.analysis.diff.version.Version;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunJson;

/**
 * The noise that was measured on this machine, by module: a file in the user's state folder.
 *
 * @param path where it lies
 */
public record NoiseFile(Path path) {
    /** Schema 1 was measured by the wall clock; it counts for nothing. */
    private static final int SCHEMA = 2;

    /** What the file holds. */
    record Document(int schema, List<Entry> entries) {}

    /**
     * One calibration.
     *
     * @param module empty for recordings of other programs
     * @param measured ISO 8601, UTC
     */
    record Entry(
            String module,
            String cpu,
            int cores,
            double throughput,
            Double functions,
            double waiting,
            Double othersCores,
            int forks,
            String measured) {
        Noise noise() {
            return new Noise(throughput, functions, waiting, othersCores, forks);
        }

        boolean isOf(String name, String processor, int number) {
            return module.equals(name) && cpu.equals(processor) && cores == number;
        }
    }

    /** The file in {@code $XDG_STATE_HOME}, or in {@code ~/.local/state} without it. */
    public static NoiseFile usual() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return new NoiseFile(folder.resolve("tallyflame").resolve("noise.json"));
    }

    /**
     * The noise of what a version ran, on the machine it ran on; of a module that was not calibrated, the largest of that machine.
     *
     * @return {@link Noise#UNKNOWN} if nothing was calibrated there
     * @throws IOException if the file is there and cannot be read
     */
    public Noise of(Version version) throws IOException {
        return version.run().isEmpty() ? Noise.UNKNOWN : of(version.run().get());
    }

    /** The same of one run. */
    public Noise of(RunDocument run) throws IOException {
        List<Entry> machine = read().stream()
                .filter(entry -> entry.cpu().equals(run.host().cpu())
                        && entry.cores() == run.host().cores())
                .toList();
        Optional<Entry> own = machine.stream()
                .filter(entry -> entry.module().equals(module(run)))
                .findFirst();
        return own.or(() -> machine.stream().max(Comparator.comparingDouble(Entry::throughput)))
                .map(Entry::noise)
                .orElse(Noise.UNKNOWN);
    }

    /** Whether a module was calibrated on a machine. */
    public boolean knows(String module, RunDocument.Host host) throws IOException {
        return read().stream().anyMatch(entry -> entry.isOf(module, host.cpu(), host.cores()));
    }

    /** What was calibrated on a machine: for each module how much its forks differ in throughput. */
    public Map<String, Double> calibrated(RunDocument.Host host) throws IOException {
        Map<String, Double> modules = new TreeMap<>();
        for (Entry entry : read()) {
            if (entry.isOf(entry.module(), host.cpu(), host.cores())) {
                modules.put(entry.module(), entry.throughput());
            }
        }
        return modules;
    }

    /** Stores the noise of what a version ran in place of an earlier one. */
    public void put(Version version, Noise noise) throws IOException {
        RunDocument run = version.run().orElseThrow();
        List<Entry> entries = new ArrayList<>(read());
        entries.removeIf(
                entry -> entry.isOf(module(run), run.host().cpu(), run.host().cores()));
        entries.add(new Entry(
                module(run),
                run.host().cpu(),
                run.host().cores(),
                noise.throughput(),
                noise.functions(),
                noise.waiting(),
                noise.othersCores(),
                noise.forks(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        RunJson.write(path, new Document(SCHEMA, entries));
    }

    private List<Entry> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        Document document = RunJson.read(path, Document.class, SCHEMA);
        return document.schema() == SCHEMA ? document.entries() : List.of();
    }

    private static String module(RunDocument run) {
        return run.module() == null ? "" : run.module().name();
    }
}
