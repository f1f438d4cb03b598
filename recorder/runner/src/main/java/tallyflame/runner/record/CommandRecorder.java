package tallyflame.runner.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.Children;
import tallyflame.runner.launch.ExitCode;
import tallyflame.runner.launch.RunJournal;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.SpaceLeft;
import tallyflame.runner.watch.Release;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/**
 * Records a command, once for each pass. The command has the terminal for itself. If this JVM is killed, the command goes on:
 * it is the user's program.
 *
 * @param instruments finds the sampling engine
 * @param output takes what the command writes to its standard output; {@code null} if that is this process's own
 */
public record CommandRecorder(Sampling instruments, OutputStream output) {
    /** Environment variable by which a recorded program may know where its pass is recorded. */
    public static final String PASS_DIRECTORY = "TALLYFLAME_PASS_DIRECTORY";

    /** In which our launcher keeps what the user has set {@link #LOCALE} to; empty if that was unset. */
    private static final String LAUNCHERS_LOCALE = "TALLYFLAME_LC_ALL";

    private static final String LOCALE = "LC_ALL";
    private static final String NO_JVM = "no JVM was recorded";

    /**
     * Executes the command under each pass, until it fails.
     *
     * @return what {@code run.json} says now; the exit codes of the command are in its passes
     * @throws EnvironmentException if the command cannot be started, or no JVM was recorded
     */
    public RunDocument record(RecordPlan plan, List<String> command)
            throws IOException, EnvironmentException, InterruptedException {
        Instruments.checkName(plan.out());
        requireVersion(plan.passes(), command);
        Sampling.Choice sampling = instruments.choose(plan.passes(), plan.event(), plan.interval());
        try (RunJournal journal = RunJournal.open(
                        plan.out(), RecordOpening.of(command, plan.passes(), plan.rounds(), sampling.engine()));
                Children children = new Children(() -> endInterrupted(journal))) {
            return journal.during(() -> recordPasses(plan, command, sampling, journal, children));
        } catch (IOException e) {
            throw SpaceLeft.explain(e, plan.out());
        }
    }

    /** The agent says a line in a JVM that is too old for it; the options of the other passes would keep it from starting. */
    private static void requireVersion(List<Pass> passes, List<String> command) throws EnvironmentException {
        OptionalInt feature =
                InstrumentedCommand.isLauncher(command) ? Release.ofLauncher(command.get(0)) : OptionalInt.empty();
        for (Pass pass : passes) {
            boolean agent = pass == Pass.COUNT || pass == Pass.TRACE;
            if (!pass.bare() && !agent && feature.orElse(Integer.MAX_VALUE) < PassJvms.oldest(pass)) {
                throw new EnvironmentException(command.get(0) + " is of Java " + feature.getAsInt() + ", and the pass "
                        + pass.label() + " needs " + PassJvms.oldest(pass)
                        + ", whose options keep an older one from starting; record it with a newer Java");
            }
        }
    }

    private RunDocument recordPasses(
            RecordPlan plan, List<String> command, Sampling.Choice sampling, RunJournal journal, Children children)
            throws IOException, EnvironmentException, InterruptedException {
        List<PassResult> results = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Pass pass : plan.order(round)) {
                if (!children.ending() && mayGoOn(plan, results)) {
                    results.add(recordPass(plan, command, pass, round, sampling, journal, children));
                    if (!children.ending()) {
                        requireRecording(results, command, journal);
                    }
                }
            }
        }
        return journal.end(children.ending());
    }

    private static boolean mayGoOn(RecordPlan plan, List<PassResult> results) {
        return results.stream()
                .allMatch(result -> (plan.ignoreExit() || result.exitCode() == 0)
                        && !result.status().equals(RunDocument.STOPPED));
    }

    /** Gives up where no JVM was recorded, unless the command failed and there is an earlier pass to tell of. */
    private static void requireRecording(List<PassResult> results, List<String> command, RunJournal journal)
            throws IOException, EnvironmentException {
        PassResult last = results.get(results.size() - 1);
        if (last.status().equals(RunDocument.FAILED) && (last.exitCode() == 0 || results.size() == 1)) {
            journal.end(false);
            throw new EnvironmentException("'" + String.join(" ", command) + "' ended with exit code "
                    + last.exitCode()
                    + " and no JVM was recorded; is it a java command (JDK 11 or later) that ends on its own?");
        }
    }

    private static void endInterrupted(RunJournal journal) {
        try (journal) {
            journal.end(true);
        } catch (IOException e) {
            // run.json then still says "running", which a reader takes as killed.
        }
    }

    private PassResult recordPass(
            RecordPlan plan,
            List<String> command,
            Pass pass,
            int round,
            Sampling.Choice sampling,
            RunJournal journal,
            Children children)
            throws IOException, EnvironmentException, InterruptedException {
        String name = "passes/" + pass.label() + "-" + round;
        Path directory = plan.out().resolve(name).toAbsolutePath();
        Files.createDirectories(directory);
        boolean perturbed = plan.countsWhileSampling();
        journal.put(new PassResult(pass, round, name, perturbed, RunDocument.RUNNING, null, null, null, 0, null));
        Instruments files = new Instruments(directory, "-%p");
        List<String> options =
                new ArrayList<>(sampling.options(pass, files, plan.count(), plan.allocations(), plan.trace()));
        if (perturbed) {
            options.addAll(files.counters(plan.count(), plan.allocations()));
        }
        boolean repeatable = !pass.profiled() || Instruments.repeatable(sampling.engine());
        InstrumentedCommand instrumented = instrumented(plan, command, options, directory, repeatable);
        PassJvms jvms = new PassJvms(pass, round, name, directory, plan.children());
        long began = System.nanoTime();
        String stopped;
        int exitCode;
        try (SpaceGuard guard = SpaceGuard.of(directory)) {
            Process process = start(instrumented, directory, children);
            jvms.watch(process.pid());
            guard.watch(new RunningRecordings(process.toHandle(), pass, sampling, directory));
            exitCode = await(process);
            stopped = guard.stopped();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        List<JvmProcess> found = jvms.settle(exitCode);
        journal.add(found);
        boolean recorded =
                pass.bare() || found.stream().anyMatch(jvm -> !jvm.recorded().isEmpty());
        ExitCode end = new ExitCode(exitCode);
        String status = !recorded
                ? RunDocument.FAILED
                : end.killed() ? "died" : stopped != null ? RunDocument.STOPPED : RunDocument.COMPLETE;
        PassResult result = new PassResult(
                pass, round, name, perturbed, status, exitCode, problem(end, recorded, stopped), null, seconds, null);
        journal.put(result);
        return result;
    }

    /** The options of some events would end a JVM that has them twice, by its environment and as its parent hands them on. */
    private static InstrumentedCommand instrumented(
            RecordPlan plan, List<String> command, List<String> options, Path directory, boolean repeatable)
            throws IOException {
        boolean alone =
                InstrumentedCommand.isLauncher(command) && !(plan.children().handedOn() && repeatable);
        return alone
                ? InstrumentedCommand.alone(command, options)
                : InstrumentedCommand.handingOn(
                        command, options, directory, System.getenv(InstrumentedCommand.TOOL_OPTIONS));
    }

    private static String problem(ExitCode end, boolean recorded, String stopped) {
        List<String> problems = new ArrayList<>();
        if (end.value() != 0) {
            problems.add(end.describe("the command"));
        }
        if (!recorded) {
            problems.add(NO_JVM);
        }
        if (stopped != null) {
            problems.add(stopped);
        }
        return problems.isEmpty() ? null : String.join(", and ", problems);
    }

    private Process start(InstrumentedCommand command, Path directory, Children children) throws EnvironmentException {
        ProcessBuilder builder = new ProcessBuilder(command.command()).inheritIO();
        restoreLocale(builder.environment());
        builder.environment().putAll(command.environment());
        builder.environment().put(PASS_DIRECTORY, directory.toString());
        if (output != null) {
            builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        }
        return children.start(builder);
    }

    /** Our launcher may have changed the locale, for names of files; the command is to have that of the user. */
    static void restoreLocale(Map<String, String> environment) {
        String users = environment.remove(LAUNCHERS_LOCALE);
        if (users != null && users.isEmpty()) {
            environment.remove(LOCALE);
        } else if (users != null) {
            environment.put(LOCALE, users);
        }
    }

    private int await(Process process) throws InterruptedException {
        if (output != null) {
            try (InputStream answers = process.getInputStream()) {
                answers.transferTo(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return process.waitFor();
    }
}
