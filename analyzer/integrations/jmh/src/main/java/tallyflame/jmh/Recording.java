package tallyflame.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.launch.RunJournal;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** The run directory of one benchmark with one set of parameters, as JMH's own JVM keeps it. */
final class Recording {
    /** Names the pass directory to the fork. */
    static final String DIRECTORY = "tallyflame.jmh.directory";
    /** Names async-profiler's library to the fork. */
    static final String LIBRARY = "tallyflame.jmh.library";
    /** Names async-profiler's event to the fork. */
    static final String EVENT = "tallyflame.jmh.event";

    private final ProfilerOptions options;
    private final RunJournal journal;
    private final Sampling.Choice sampling;
    private final int forks;
    private Path whole;
    private int fork;
    private long began;

    private Recording(ProfilerOptions options, RunJournal journal, Sampling.Choice sampling, int forks) {
        this.options = options;
        this.journal = journal;
        this.sampling = sampling;
        this.forks = forks;
    }

    /**
     * Makes the run directory.
     *
     * @throws EnvironmentException if there is a run already, or nothing can sample here
     */
    static Recording open(ProfilerOptions options, BenchmarkParams benchmark) throws IOException, EnvironmentException {
        Sampling.Choice sampling = Sampling.HERE.choose(List.of(options.pass()), options.interval());
        int forks = Math.max(benchmark.getForks(), 1);
        RunDocument.Plan plan =
                new RunDocument.Plan(List.of(options.pass()), forks, 0, 0, 0, 0, List.of(), null, null, null);
        RunJournal journal = RunJournal.open(
                options.out().resolve(name(benchmark)),
                new RunJournal.Opening(
                        RunDocument.JMH, null, List.of(benchmark.getBenchmark()), null, plan, sampling.engine(), null));
        return new Recording(options, journal, sampling, forks);
    }

    /** Of a benchmark with a set of parameters, as a file name. */
    static String name(BenchmarkParams benchmark) {
        StringBuilder name = new StringBuilder(benchmark.getBenchmark())
                .append('-')
                .append(benchmark.getMode().shortLabel());
        for (String key : benchmark.getParamsKeys()) {
            name.append('-').append(key).append('=').append(benchmark.getParam(key));
        }
        return name.toString().replaceAll("[^\\w.=-]", "_");
    }

    /** Options of the next fork's JVM. */
    List<String> nextFork() throws IOException, EnvironmentException {
        fork++;
        began = System.nanoTime();
        Path directory = Files.createDirectories(journal.root().resolve(folder()));
        journal.put(result(RunDocument.RUNNING, null));
        List<String> jvm = new ArrayList<>();
        jvm.add("-D" + DIRECTORY + "=" + directory);
        if (options.pass() == Pass.COUNT) {
            // What the agent writes itself is the whole life of the fork, which nobody wants.
            whole = Files.createTempDirectory("tallyflame-jmh");
            for (String option : new Instruments(whole, "").counters(options.count(), true)) {
                jvm.add(option + ",jmh,interval=3600000");
            }
        } else {
            jvm.add("-D" + LIBRARY + "=" + sampling.library().path());
            jvm.add("-D" + EVENT + "=event=" + sampling.engine().event() + ",interval="
                    + sampling.engine().intervalNanos());
            jvm.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        }
        return jvm;
    }

    private String folder() {
        return "passes/" + options.pass().label() + "-" + fork;
    }

    /** The fork has ended well; after the last one the run is closed. */
    void forkEnded() throws IOException {
        String file = options.pass() == Pass.COUNT ? RunDirectory.COUNTS : RunDirectory.ASYNC_RECORDING;
        boolean recorded = Files.exists(journal.root().resolve(folder()).resolve(file));
        journal.put(
                recorded
                        ? result(RunDocument.COMPLETE, null)
                        : result("failed", "the fork left no " + file + "; its output says why"));
        if (whole != null) {
            Files.deleteIfExists(whole.resolve(RunDirectory.COUNTS));
            Files.deleteIfExists(whole);
        }
        if (fork == forks) {
            journal.end(false);
            journal.close();
        }
    }

    private PassResult result(String status, String problem) {
        boolean ended = !status.equals(RunDocument.RUNNING);
        double seconds = ended ? (System.nanoTime() - began) / 1e9 : 0;
        return new PassResult(
                options.pass(), fork, folder(), false, status, ended ? 0 : null, problem, null, seconds, null);
    }
}
