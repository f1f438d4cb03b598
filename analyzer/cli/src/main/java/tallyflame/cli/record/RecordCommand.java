package tallyflame.cli.record;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;
import tallyflame.cli.options.Durations;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.PackageOptions;
import tallyflame.cli.options.Passes;
import tallyflame.cli.options.SourceOptions;
import tallyflame.cli.options.TableOptions;
import tallyflame.cli.options.Terminal;
import tallyflame.runner.launch.ExitCode;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.SpaceLeft;
import tallyflame.runner.record.AttachRecorder;
import tallyflame.runner.record.ChildJvms;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runner.record.RecordPlan;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** {@code record}: any JVM, from its start or while it runs. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Records any java command, or a JVM that is already running, and prints where its time goes.",
            "The command may be anything that starts JVMs (java, mvn, a script); all below it are recorded and listed.",
            "Ends with the status of the command, as time does (128 + n after signal n); a pass that fails is the last."
        },
        footer = {
            "",
            "Examples:",
            "  tallyflame record -- java -jar server.jar",
            "  tallyflame record --event alloc --out run-2 -- java -cp classes com.acme.Main",
            "  tallyflame record --passes sample,count --count 'com.acme.**' -- java -jar batch.jar",
            "  tallyflame record --passes count --count 'com.acme.**' --count-alloc -- java -jar batch.jar",
            "  tallyflame record --event alloc --passes sample,sample-no-escape --forks 3 -- java -jar batch.jar",
            "  tallyflame record --trace 'com.acme.**' -- java -jar batch.jar",
            "  tallyflame record --count 'com.acme.**' --children '*ForkedMain' -- java -jar benchmarks.jar",
            "  tallyflame record --pid 4711 --duration 30s",
            "  tallyflame record --pid 4711 --count 'com.acme.**' --duration 20s",
        })
public final class RecordCommand implements Callable<Integer> {
    /** The option of verbs that count: whether they count allocations, too. */
    static final class AllocationOptions {
        @Option(
                names = "--count-alloc",
                description = "Count what these classes allocate, too: objects and bytes by line and class, exactly.")
        private boolean counted;

        boolean counted() {
            return counted;
        }
    }

    /** What a process can be recorded under that is running. */
    private static final Set<Pass> ATTACHED = EnumSet.of(Pass.SAMPLE, Pass.COUNT);
    /** Events whose interval is time. */
    private static final Set<String> TIMED = Set.of("cpu", "wall", "ctimer", "itimer", "cpu-clock");

    @Mixin
    private TableOptions common;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    @Option(names = "--pid", paramLabel = "P", description = "Record this process instead of a command.")
    private Long pid;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to record a process in each pass (default: 30s).")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "cpu, wall, alloc, lock, cycles, or another event of async-profiler (default: cpu).")
    private String event = Sampling.CPU;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between two samples (default: 1ms of CPU time; async-profiler's own for other events).")
    private Duration interval;

    @Option(
            names = "--passes",
            paramLabel = "PASS",
            split = ",",
            converter = Passes.class,
            description = {
                "Execute the command once for each: baseline, sample, jfr, jfr-cpu, count, trace, sample-no-escape"
                        + " (default: sample).",
                "A process: record it for --duration under each of sample, count (default: sample, and count with --count)."
            })
    private List<Pass> passes;

    @Option(
            names = "--count",
            paramLabel = "GLOB",
            split = ";",
            description = "Count lines and branches of these classes, such as 'com.acme.**'.")
    private List<String> count = List.of();

    @Mixin
    private AllocationOptions allocations;

    @Option(
            names = "--trace",
            paramLabel = "GLOB",
            split = ";",
            description = "Time methods and lines of these classes, in an execution of its own.")
    private List<String> trace = List.of();

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "Executions of the command under each pass, in turns (default: ${DEFAULT-VALUE}).")
    private int forks = 1;

    @Option(
            names = "--ignore-exit",
            description = "End with 0 though the command fails, and execute it under the passes that are left.")
    private boolean ignoreExit;

    @Option(
            names = "--children",
            paramLabel = "JVMS",
            description = "Which JVMs below the first one are recorded: none, all, or a pattern of main classes or jars"
                    + " such as '*Fork*' (default: ${DEFAULT-VALUE}). With none, the options of a java command stand on"
                    + " its command line; else JAVA_TOOL_OPTIONS hands them on, of which each JVM prints a line.")
    private String children = "all";

    @Option(names = "--out", paramLabel = "DIR", description = "Run directory (default: tallyflame-runs/record-TIME).")
    private Path out;

    @Mixin
    private PackageOptions packages;

    @Mixin
    private SourceOptions source;

    @Override
    public Integer call() throws Exception {
        check();
        Path directory = out == null ? RunFolders.fresh("record") : out;
        RecordPlan plan = new RecordPlan(
                event,
                interval(),
                allPasses(),
                count,
                allocations.counted(),
                trace,
                forks,
                ignoreExit,
                new ChildJvms(children),
                directory);
        RunDocument run =
                pid == null ? recordCommand(plan) : new AttachRecorder(Sampling.HERE).record(plan, pid, duration);
        try {
            show(directory, run);
        } catch (IOException e) {
            if (!SpaceLeft.isMeant(e.getMessage())) {
                throw e;
            }
            say(directory + ": no space left on its device for the report; free some, then: tallyflame report "
                    + directory);
        }
        return verdict(run);
    }

    private void show(Path directory, RunDocument run) throws IOException {
        RunFindings findings = RunFindings.of(directory, title(run), packages.globs(), source.places());
        Answer lines = findings.lineTables();
        Answer summary = RunSummary.ofRecording(directory, run, findings);
        if (common.format() == Format.TABLE) {
            common.out().println();
            common.out().print(lines.write(Format.TABLE, Terminal.width()));
            common.out().print(summary.write(Format.TABLE, Terminal.width()));
            common.out().flush();
        } else {
            common.print(
                    new Answer(title(run), () -> RunAnswer.of(List.of(RunAnswer.Entry.of(directory, run, findings))))
                            .csv(findings::table)
                            .all(lines)
                            .all(summary));
        }
    }

    private void say(String line) {
        common.err().println("tallyflame: " + line);
        common.err().flush();
    }

    /** The status of the recorded command becomes ours; the last line says so, since its 3 looks like our 3. */
    private int verdict(RunDocument run) {
        run.passes().stream()
                .filter(pass -> pass.status().equals(RunDocument.STOPPED))
                .forEach(pass -> say("pass " + pass.pass().label() + ": " + pass.problem()));
        int failure = run.passes().stream()
                .map(PassResult::exitCode)
                .filter(code -> code != null && code != 0)
                .findFirst()
                .orElse(0);
        if (failure == 0) {
            return Failures.DONE;
        }
        say(new ExitCode(failure).describe("the recorded command")
                + (ignoreExit ? ", which is ignored" : ", which is passed on"));
        return ignoreExit ? Failures.DONE : failure;
    }

    private RunDocument recordCommand(RecordPlan plan) throws Exception {
        // Standard output is for the one document alone, so the command's goes to standard error then.
        FileOutputStream errors = common.format() != Format.TABLE ? new FileOutputStream(FileDescriptor.err) : null;
        return new CommandRecorder(Sampling.HERE, errors).record(plan, command);
    }

    /** Tracing disturbs every other instrument, so it never runs together with one. */
    private List<Pass> allPasses() {
        List<Pass> asked = passes();
        return trace.isEmpty() || asked.contains(Pass.TRACE)
                ? asked
                : Stream.concat(asked.stream(), Stream.of(Pass.TRACE)).toList();
    }

    /**
     * The passes asked for. A running process is not counted while it is sampled unless that is asked for, and sampled first,
     * since methods that ran while it was counted may be slow for a while.
     */
    private List<Pass> passes() {
        if (passes != null) {
            return passes;
        }
        return pid == null || count.isEmpty() ? List.of(Pass.SAMPLE) : List.of(Pass.SAMPLE, Pass.COUNT);
    }

    private Duration interval() {
        if (interval != null) {
            return interval;
        }
        return event.equals(Sampling.CPU) ? RunPlan.DEFAULT_INTERVAL : Duration.ZERO;
    }

    private static String title(RunDocument run) {
        return String.join(" ", run.command());
    }

    /** Counters in the sampled JVMs would keep the compiler from removing what it removes without them. */
    private void checkEscape() {
        if (!passes().contains(Pass.SAMPLE) || !event.equals("alloc")) {
            throw common.usage(
                    "the pass sample-no-escape is compared with the pass sample by --event alloc; name these, too");
        }
        if (!count.isEmpty() && !passes().contains(Pass.COUNT)) {
            throw common.usage("with the pass sample-no-escape, --count needs the pass count, an execution of its own");
        }
    }

    private void check() {
        if (pid == null && command.isEmpty()) {
            throw common.usage("say what to record: -- COMMAND, or --pid P");
        }
        if (pid != null && !command.isEmpty()) {
            throw common.usage("record either a command or --pid, not both");
        }
        if (pid != null && !ATTACHED.containsAll(allPasses())) {
            throw common.usage("a running process is sampled and counted; the other passes and --trace need a command");
        }
        if (passes().contains(Pass.COUNT) && count.isEmpty()) {
            throw common.usage("the pass count needs --count GLOB, such as 'com.acme.**'");
        }
        if (passes().contains(Pass.NO_ESCAPE)) {
            throw common.usage("the pass no-escape is of run, which knows what an alert is");
        }
        if (passes().contains(Pass.SAMPLE_NO_ESCAPE)) {
            checkEscape();
        }
        if (forks < 1 || (forks > 1 && pid != null)) {
            throw common.usage("--forks must be at least 1, and of a running process there is one");
        }
        if (allocations.counted() && count.isEmpty()) {
            throw common.usage("--count-alloc needs --count GLOB, such as 'com.acme.**'");
        }
        if (passes().contains(Pass.TRACE) && trace.isEmpty()) {
            throw common.usage("the pass trace needs --trace GLOB, such as 'com.acme.**'");
        }
        if (interval != null && !TIMED.contains(event)) {
            throw common.usage("--interval is a time, and event " + event + " is not sampled by time");
        }
        if (event.isEmpty() || !event.matches("[A-Za-z0-9_.:/-]+")) {
            throw common.usage("'" + event + "' is not the name of an event");
        }
        if (duration.isZero()) {
            throw common.usage("--duration must be longer than nothing");
        }
    }
}
