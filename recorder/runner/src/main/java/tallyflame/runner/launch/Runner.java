package tallyflame.runner.launch;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.modules.ModuleRegistry;
import tallyflame.modules.Output;
import tallyflame.modules.ScienceModule;
import tallyflame.modules.UnknownModuleException;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.runner.energy.IdlePeriod;
import tallyflame.runner.fork.ForkPlan;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunJson;
import tallyflame.runs.Timing;

/**
 * Runs a module under the instruments of a plan, each pass in fresh JVMs one after the other, and writes the run directory.
 *
 * @param instruments finds the sampling engine; asked only if a pass samples
 * @param listener is told how far the run is
 */
public record Runner(Sampling instruments, ProgressListener listener) {
    /** Decoded alerts may fill so much of the fork's heap; the rest is for the module. */
    private static final double HEAP_SHARE = 0.4;

    /**
     * Runs the plan to its end.
     *
     * <p>A fork that dies does not end the run: its entry says so, what it recorded stays, and the run is incomplete.
     *
     * @return what {@code run.json} says now
     * @throws UnknownModuleException if no module has that name
     * @throws IOException if the alerts cannot be read
     * @throws EnvironmentException if the machine cannot do it: no engine, no space left, no JVM
     */
    public RunDocument run(RunPlan plan)
            throws IOException, EnvironmentException, UnknownModuleException, InterruptedException {
        Instruments.checkName(plan.out());
        RunDocument.Module module = module(plan);
        RunDocument.Data data = data(plan.workload(), module);
        Sampling.Choice sampling = instruments.choose(plan.schedule().passes(), plan.interval());
        try (RunJournal journal =
                RunJournal.open(plan.out(), opening(plan, module, data, sampling.engine(), idle(plan)))) {
            return journal.during(() -> runForks(plan, module, sampling, journal));
        } catch (IOException e) {
            throw SpaceLeft.explain(e, plan.out());
        }
    }

    /**
     * Checks, before any JVM is started, that a plan's module is known and that its alerts can be read.
     *
     * @throws UnknownModuleException if no module has that name
     * @throws IOException if the alerts or the class path cannot be read
     */
    public static void check(RunPlan plan) throws IOException, UnknownModuleException {
        data(plan.workload(), module(plan));
    }

    /** What the machine takes when this run does nothing, for as long as it will be measured; only where it can be read. */
    private static RunJournal.EnergySetting idle(RunPlan plan) throws InterruptedException {
        boolean wanted = plan.schedule().passes().contains(Pass.BASELINE);
        long nanos = plan.schedule().measure().toNanos();
        return new RunJournal.EnergySetting(
                plan.energy(), wanted ? IdlePeriod.measure(Machine.here(), nanos) : IdlePeriod.NONE);
    }

    private RunDocument runForks(RunPlan plan, RunDocument.Module module, Sampling.Choice sampling, RunJournal journal)
            throws IOException, EnvironmentException, InterruptedException {
        try (Children children = new Children(() -> endInterrupted(journal))) {
            for (Schedule.Step step : plan.schedule().steps()) {
                if (children.ending()) {
                    break;
                }
                int forks = plan.schedule().forksOf(step.pass());
                listener.started(module.name(), step.pass(), step.fork(), forks);
                runFork(plan, module, sampling, journal, children, step.pass(), step.fork());
                listener.ended(step.pass(), step.fork());
            }
            return journal.end(children.ending());
        }
    }

    private static void endInterrupted(RunJournal journal) {
        try (journal) {
            journal.end(true);
        } catch (IOException e) {
            // run.json then still says "running", which a reader takes as killed.
        }
    }

    private void runFork(
            RunPlan plan,
            RunDocument.Module module,
            Sampling.Choice sampling,
            RunJournal journal,
            Children children,
            Pass pass,
            int fork)
            throws IOException, EnvironmentException, InterruptedException {
        String name = "passes/" + pass.label() + "-" + fork;
        Path directory = plan.out().resolve(name).toAbsolutePath();
        Files.createDirectories(directory);
        boolean first = pass == plan.schedule().passes().get(0) && fork == 1;
        RunJson.write(directory.resolve(ForkPlan.FILE), forkPlan(plan, pass, fork, first, sampling));
        journal.put(new PassResult(pass, fork, name, false, RunDocument.RUNNING, null, null, null, 0, null));
        List<String> options = new ArrayList<>(plan.jvmOptions());
        options.addAll(sampling.options(
                pass,
                new Instruments(directory, ""),
                counted(plan, module),
                plan.allocations(),
                counted(plan, module)));
        ForkOutcome outcome =
                new ForkProcess(listener).run(children, options, plan.workload().classPath(), directory);
        PassLeftovers.gather(directory);
        journal.put(result(pass, fork, name, directory, outcome));
        giveUpOn(outcome, plan.out());
    }

    /** Ends the run where the other forks would fail in the same way. */
    private static void giveUpOn(ForkOutcome outcome, Path out) throws IOException, EnvironmentException {
        if (outcome.complete() || outcome.died()) {
            return;
        }
        if (SpaceLeft.isMeant(outcome.problem())) {
            throw SpaceLeft.failure(out);
        }
        if (outcome.exitCode() == 3) {
            throw new IOException(outcome.problem());
        }
        throw new EnvironmentException("a forked JVM gave up: " + outcome.problem());
    }

    private static PassResult result(Pass pass, int fork, String name, Path directory, ForkOutcome outcome)
            throws IOException {
        Path timing = directory.resolve(RunDirectory.TIMING_JSON);
        String problem = outcome.complete() ? missingFile(pass, directory) : outcome.describe();
        return new PassResult(
                pass,
                fork,
                name,
                false,
                problem == null ? RunDocument.COMPLETE : outcome.died() ? "died" : RunDocument.FAILED,
                outcome.exitCode(),
                problem,
                problem == null ? null : outcome.output(),
                outcome.seconds(),
                Files.exists(timing) ? RunJson.read(timing, Timing.class) : null);
    }

    /** What an instrument should have written and has not, though the JVM ended well; or {@code null}. */
    private static String missingFile(Pass pass, Path directory) {
        List<String> expected =
                switch (pass) {
                    case BASELINE, NO_ESCAPE -> List.of();
                    case SAMPLE, SAMPLE_NO_ESCAPE ->
                        List.of(RunDirectory.ASYNC_RECORDING, RunDirectory.FLIGHT_RECORDING);
                    case JFR, JFR_CPU -> List.of(RunDirectory.FLIGHT_RECORDING);
                    case COUNT -> List.of(RunDirectory.COUNTS);
                    case TRACE -> List.of(RunDirectory.TRACE);
                };
        for (String file : expected) {
            if (directory.resolve(file).toFile().length() == 0) {
                return "the instrument wrote no " + file;
            }
        }
        return null;
    }

    private static ForkPlan forkPlan(RunPlan plan, Pass pass, int fork, boolean first, Sampling.Choice sampling) {
        Workload work = plan.workload();
        ProfilerLibrary library = sampling.library();
        return new ForkPlan(
                work.module(),
                pass,
                fork,
                pass.once() && !plan.schedule().inRounds(),
                work.alerts().toAbsolutePath().toString(),
                work.limit(),
                work.batch(),
                work.threads(),
                plan.schedule().warmup().toNanos() / 1e9,
                plan.schedule().measure().toNanos() / 1e9,
                HEAP_SHARE,
                first && plan.results() != null
                        ? plan.results().toAbsolutePath().toString()
                        : null,
                pass == Pass.SAMPLE && library != null ? library.path().toString() : null);
    }

    private static List<String> counted(RunPlan plan, RunDocument.Module module) {
        return plan.count().isEmpty() ? module.packages() : plan.count();
    }

    /** Opens the alerts once, so that what is wrong with them is said before any JVM is started. */
    private static RunDocument.Data data(Workload work, RunDocument.Module module) throws IOException {
        if (!Files.exists(work.alerts())) {
            throw new NoSuchFileException(work.alerts().toString());
        }
        try (AlertSource source = AlertSource.open(work.alerts(), module.columns(), work.batch(), work.limit())) {
            return new RunDocument.Data(
                    work.alerts().toString(),
                    source.files().stream().map(Path::toString).toList(),
                    source.rows());
        }
    }

    private static RunDocument.Module module(RunPlan plan) throws IOException, UnknownModuleException {
        try (URLClassLoader loader =
                new URLClassLoader(urls(plan.workload().classPath()), Runner.class.getClassLoader())) {
            ScienceModule module =
                    ModuleRegistry.load(loader).create(plan.workload().module());
            return new RunDocument.Module(
                    module.name(),
                    module.kind().name().toLowerCase(java.util.Locale.ROOT),
                    module.getClass().getName(),
                    module.columns(),
                    module.outputs().stream().map(Output::name).toList(),
                    List.of(ownClasses(module.getClass())));
        }
    }

    /** Pattern of the module's own classes: its package and those below, or only itself if it is in none. */
    private static String ownClasses(Class<?> module) {
        String name = module.getPackageName();
        return name.isEmpty() ? module.getName() + "*" : name + ".**";
    }

    private static URL[] urls(List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            if (!Files.exists(entry)) {
                throw new NoSuchFileException(entry.toString());
            }
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IOException(entry + ": cannot be part of a class path" + File.pathSeparator, e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static RunJournal.Opening opening(
            RunPlan plan,
            RunDocument.Module module,
            RunDocument.Data data,
            EngineUsed engine,
            RunJournal.EnergySetting energy) {
        Schedule schedule = plan.schedule();
        return new RunJournal.Opening(
                schedule.inRounds() ? RunDocument.COMPARE : "run",
                module,
                null,
                data,
                new RunDocument.Plan(
                        schedule.passes(),
                        schedule.forks(),
                        plan.workload().threads(),
                        plan.workload().batch(),
                        schedule.warmup().toNanos() / 1e9,
                        schedule.measure().toNanos() / 1e9,
                        plan.jvmOptions(),
                        plan.workload().classPath().stream()
                                .map(entry -> entry.toAbsolutePath().toString())
                                .toList(),
                        plan.maxFailed(),
                        plan.pair()),
                engine,
                energy);
    }
}
