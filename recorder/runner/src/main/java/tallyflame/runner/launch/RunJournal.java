package tallyflame.runner.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.runner.energy.EnergyOfRun;
import tallyflame.runner.energy.EnergyOptions;
import tallyflame.runner.energy.IdlePeriod;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.machine.Hardware;
import tallyflame.runs.Energy;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunJson;
import tallyflame.runs.Timing;
import tallyflame.runs.ToolVersion;

/**
 * Writes {@code run.json} and keeps it up to date: at the start, after each fork and at the end. Its directory is locked until
 * it is closed. Thread-safe.
 */
public final class RunJournal implements AutoCloseable {
    /** What is known about a run before its first fork. */
    public record Opening(
            String kind,
            RunDocument.Module module,
            List<String> command,
            RunDocument.Data data,
            RunDocument.Plan plan,
            RunDocument.EngineUsed engine,
            EnergySetting energy) {}

    /**
     * What energy is reckoned with.
     *
     * @param idle what the machine took before
     */
    public record EnergySetting(EnergyOptions options, IdlePeriod idle) {}

    private static final RunDocument.Host HOST = Hardware.host();

    private final Path root;
    private final Opening opening;
    private final RunLock lock;
    private final String started;
    private final List<RunDocument.PassResult> passes = new ArrayList<>();
    private List<JvmProcess> jvms;
    private String status = RunDocument.RUNNING;

    private RunJournal(Path root, Opening opening, RunLock lock, String started) {
        this.root = root;
        this.opening = opening;
        this.lock = lock;
        this.started = started;
    }

    /**
     * Makes the run directory and its first {@code run.json}.
     *
     * @throws EnvironmentException if its name cannot be used, it already holds a run, or one is being written into it
     */
    public static RunJournal open(Path root, Opening opening) throws IOException, EnvironmentException {
        Instruments.checkName(root);
        Files.createDirectories(root);
        RunLock lock = RunLock.of(root);
        try {
            if (RunDirectory.isRunDirectory(root)) {
                throw new EnvironmentException(root + ": already holds a run; remove it or choose another with --out");
            }
            Files.createDirectories(root.resolve("passes"));
            RunJournal journal = new RunJournal(root, opening, lock, now());
            journal.write();
            return journal;
        } catch (IOException | EnvironmentException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Goes on with a run that was begun and not ended, as by another process.
     *
     * @param begun has no energy, which is reckoned with what only the beginner knows
     * @throws EnvironmentException if it is still being written
     */
    public static RunJournal resume(RunDirectory begun) throws IOException, EnvironmentException {
        RunDocument known = begun.document();
        Opening opening = new Opening(
                known.kind(), known.module(), known.command(), known.data(), known.plan(), known.engine(), null);
        RunJournal journal = new RunJournal(begun.root(), opening, RunLock.of(begun.root()), known.started());
        journal.passes.addAll(known.passes());
        journal.jvms = known.jvms();
        return journal;
    }

    /** The run directory. */
    public Path root() {
        return root;
    }

    /** Adds a fork, or replaces what was said about it before. */
    public synchronized void put(RunDocument.PassResult result) throws IOException {
        passes.removeIf(known -> known.directory().equals(result.directory()));
        passes.add(result);
        write(); // an interrupted run stays so, whichever thread is the last to write
    }

    /** Adds the JVMs of an execution; to be written with what is said about it next. */
    public synchronized void add(List<JvmProcess> more) {
        List<JvmProcess> all = new ArrayList<>(jvms == null ? List.of() : jvms);
        all.addAll(more);
        jvms = List.copyOf(all);
    }

    /** Writes the last word and returns it. */
    public synchronized RunDocument end(boolean interrupted) throws IOException {
        if (!status.equals(RunDocument.INTERRUPTED)) {
            String ended = complete() ? RunDocument.COMPLETE : RunDocument.INCOMPLETE;
            status = interrupted ? RunDocument.INTERRUPTED : ended;
        }
        return write();
    }

    /** The work of a run. */
    public interface Work {
        /** Does it, ends the journal and returns the last word. */
        RunDocument execute() throws IOException, EnvironmentException, InterruptedException;
    }

    /**
     * Does the work of the run. Where it fails, the passes that were under way are failed for that reason, and the run does not stay
     * {@code running}.
     */
    public RunDocument during(Work work) throws IOException, EnvironmentException, InterruptedException {
        try {
            return work.execute();
        } catch (IOException | EnvironmentException | InterruptedException | RuntimeException e) {
            try {
                giveUp(String.valueOf(e.getMessage()));
            } catch (IOException unwritten) {
                e.addSuppressed(unwritten);
            }
            throw e;
        }
    }

    private synchronized void giveUp(String reason) throws IOException {
        if (status.equals(RunDocument.RUNNING)) {
            passes.replaceAll(pass -> pass.status().equals(RunDocument.RUNNING) ? pass.failed(reason) : pass);
            end(false);
        }
    }

    private boolean complete() {
        Set<Pass> executed = passes.stream().map(RunDocument.PassResult::pass).collect(Collectors.toSet());
        return executed.containsAll(opening.plan().passes())
                && passes.stream().allMatch(pass -> pass.status().equals(RunDocument.COMPLETE));
    }

    /** Unlocks the directory. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }

    private synchronized RunDocument write() throws IOException {
        boolean failed = opening.plan().tooManyFailed(passes).isPresent();
        List<RunDocument.PassResult> measured = failed ? List.of() : passes;
        RunDocument document = new RunDocument(
                RunDocument.SCHEMA,
                new RunDocument.Tool("tallyflame", ToolVersion.get()),
                opening.kind(),
                status,
                started,
                status.equals(RunDocument.RUNNING) ? null : now(),
                opening.module(),
                opening.command(),
                opening.data(),
                opening.plan(),
                HOST,
                opening.engine(),
                List.copyOf(passes),
                jvms,
                Throughputs.throughput(measured),
                Throughputs.latency(measured),
                energy(measured));
        RunJson.write(root.resolve(RunDirectory.RUN_JSON), document);
        return document;
    }

    private Energy energy(List<RunDocument.PassResult> measured) {
        Timing.Window window = Throughputs.window(measured);
        EnergySetting setting = opening.energy();
        return window == null || setting == null
                ? null
                : EnergyOfRun.of(window, setting.idle(), HOST, setting.options());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
