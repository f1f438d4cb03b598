package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.analysis.source.ClassPath;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.Recorder;
import tallyflame.recordings.Recorders;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;

/**
 * What of all evidence answers a question: the one place that chooses.
 *
 * <ul>
 *   <li><b>Passes.</b> Samples are those of the first pass of {@link #SAMPLING} that left a recording; counts those of the pass
 *       {@code count}, or else of the sampling pass, whose times are then marked as perturbed; traces those of the pass
 *       {@code trace}. A file named on the command line is taken for what it holds.
 *   <li><b>Forks.</b> Samples of all forks are merged. Counts are those of the first fork that came to its end, because further
 *       ones repeat them; the JVMs of a fork add up.
 *   <li><b>Kinds of event.</b> Each comes from one recording of a JVM: of async-profiler and the JDK, which record waits for locks
 *       both, from async-profiler, which the pass was asked for. The ledger says how many events of the other were left out.
 *       Where no kind is named, it is that which the sampler was asked for ({@link #recordedFor}), and no other in its place;
 *       without a sampler, and for files, the most telling one.
 *   <li><b>Window.</b> Samples outside the measured window are left out where a recording marks one, unless the options say
 *       otherwise ({@link ReadOptions#measuredWindowOnly}).
 *   <li><b>Benchmarks.</b> Of JMH's benchmarks only what their methods do in JMH's timed loop is shown ({@link #measures}), unless
 *       samples outside the measured window are, too.
 *   <li><b>Scale.</b> Sampled times are scaled to the counted work where both are known ({@link Work}).
 *   <li><b>Class path.</b> That which a JVM wrote into a recording; for a run of science modules without one, that of this program,
 *       which ran them; and what the user added behind it.
 *   <li><b>Source.</b> What the user named, then what the run kept, then what is next to the class path.
 * </ul>
 */
final class Policy {
    /** Passes with samples, the most faithful first. */
    static final List<Pass> SAMPLING = List.of(Pass.SAMPLE, Pass.JFR, Pass.JFR_CPU);

    /** What records a JVM, the preferred one first. */
    static final List<Recorder> RECORDERS = List.of(Recorder.ASYNC_PROFILER, Recorder.JDK);

    /** What JMH generates for a benchmark's method and mode: a loop around the call of it and of what prepares each call. */
    private static final Pattern TIMED_LOOP = Pattern.compile(".*_jmhTest\\.(.+)_(?:thrpt|avgt|sample|ss)_jmhStub");

    private Policy() {}

    /**
     * Whether a function is a benchmark's method, called by JMH's timed loop. What prepares each call there ({@code Level.Invocation})
     * and what JMH itself adds is not.
     *
     * @param caller full name of the function that called it
     */
    static boolean measures(String function, String caller) {
        Matcher loop = TIMED_LOOP.matcher(caller);
        return loop.matches() && function.endsWith("." + loop.group(1));
    }

    /** The forks whose samples are meant. */
    static List<Fork> sampled(Origin origin) {
        return ofPass(origin, SAMPLING, Jvm::sampled);
    }

    /** The recordings of each JVM that was recorded by several profilers, the preferred one first. */
    static List<Recorders> alternatives(List<Jvm> jvms) {
        return jvms.stream()
                .filter(jvm -> !jvm.async().isEmpty() && !jvm.flight().isEmpty())
                .map(jvm ->
                        new Recorders(RECORDERS.stream().map(jvm::recordings).toList()))
                .toList();
    }

    /**
     * The kinds of event that JVMs were recorded for, the first of which that has samples is meant; empty where that is not known or
     * differs.
     */
    static List<String> recordedFor(List<Jvm> jvms) {
        List<List<String>> kinds = jvms.stream()
                .map(jvm -> jvm.engine().map(Policy::kinds).orElse(List.of()))
                .distinct()
                .toList();
        return kinds.size() == 1 ? kinds.get(0) : List.of();
    }

    /** The kinds of event that a sampler records. */
    private static List<String> kinds(EngineUsed engine) {
        String event = engine.event().replaceFirst(",.*", "");
        return switch (event) {
            case "cpu", "cpu-clock", "ctimer", "itimer" -> List.of("cpu");
            case "lock" -> List.of("lock", "park"); // monitors, and the locks of java.util.concurrent
            case "nativelock" -> List.of("native-lock");
            default -> List.of(event);
        };
    }

    /** The forks whose counts are meant, each of which should have counted the same. */
    static List<Fork> counted(Origin origin) {
        List<Fork> own =
                ofPass(origin, List.of(Pass.COUNT), jvm -> !jvm.countFiles().isEmpty());
        return own.isEmpty() ? ofPass(origin, SAMPLING, jvm -> !jvm.countFiles().isEmpty()) : own;
    }

    /** The one fork whose counts are shown: the first that is whole, or else the first. */
    static Optional<Fork> shown(Origin origin) {
        List<Fork> counted = counted(origin);
        return counted.stream().filter(Policy::whole).findFirst().or(() -> counted.stream()
                .findFirst());
    }

    private static boolean whole(Fork fork) {
        return fork.result()
                .map(result -> result.status().equals(RunDocument.COMPLETE))
                .orElse(true);
    }

    /** The forks whose traces are meant. */
    static List<Fork> traced(Origin origin) {
        return ofPass(origin, List.of(Pass.TRACE), jvm -> !jvm.traceFiles().isEmpty());
    }

    /** Why there are no samples, and what to do. */
    static InputException unsampled(Origin origin) {
        List<String> missing = origin.missing();
        return new InputException(
                origin.path(),
                (counted(origin).isEmpty() ? "holds neither samples nor counts" : "holds counts and no samples")
                        + (missing.isEmpty() ? "" : " (" + String.join("; ", missing) + ")")
                        + "; run it with --passes sample,count");
    }

    /** Why no JVM is meant, and which there are. */
    static InputException unknown(String pidOrGlob, List<Origin> origins) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        for (Origin origin : origins) {
            for (Jvm jvm : origin.jvms()) {
                known.add(jvm.described().describe());
            }
        }
        return new InputException(
                origins.get(0).path(),
                "no JVM that left anything is '" + pidOrGlob + "'; there are " + String.join(", ", known));
    }

    /** All forks of a pass that the run knows, including those that left nothing. */
    static List<Fork> forks(Origin origin, Pass pass) {
        List<PassResult> results = origin.run().map(run -> run.results(pass)).orElse(List.of());
        return results.stream()
                .map(result -> new Fork(
                        Optional.of(result),
                        origin.jvms().stream()
                                .filter(jvm -> jvm.result().equals(Optional.of(result)))
                                .toList()))
                .toList();
    }

    /** The forks of the first of some passes in which any JVM has something. */
    private static List<Fork> ofPass(Origin origin, List<Pass> passes, Predicate<Jvm> has) {
        if (origin.jvms().stream().allMatch(jvm -> jvm.pass().isEmpty())) {
            return forks(origin.jvms().stream().filter(has).toList());
        }
        return passes.stream()
                .map(pass -> origin.jvms().stream()
                        .filter(jvm -> jvm.pass().equals(Optional.of(pass)) && has.test(jvm))
                        .toList())
                .filter(jvms -> !jvms.isEmpty())
                .findFirst()
                .map(Policy::forks)
                .orElse(List.of());
    }

    private static List<Fork> forks(List<Jvm> jvms) {
        Map<Integer, List<Jvm>> forks = new LinkedHashMap<>();
        for (Jvm jvm : jvms) {
            forks.computeIfAbsent(jvm.fork(), fork -> new ArrayList<>()).add(jvm);
        }
        return forks.values().stream()
                .map(members -> new Fork(members.get(0).result(), members))
                .toList();
    }

    /** The recordings that hold events about the machine and the JVM, not only stacks: those of the JDK where there are any. */
    static List<Path> timelines(Fork fork) {
        List<Path> flights =
                fork.jvms().stream().flatMap(jvm -> jvm.flight().stream()).toList();
        return flights.isEmpty()
                ? fork.jvms().stream().flatMap(jvm -> jvm.async().stream()).toList()
                : flights;
    }

    /** How the sampled and the counted work relate. */
    static Work work(List<Origin> origins, boolean part) {
        List<Fork> sampled =
                origins.stream().flatMap(origin -> sampled(origin).stream()).toList();
        long sampledAlerts = sampled.stream().mapToLong(Fork::alertsInWindow).sum();
        long countedAlerts = origins.stream()
                .flatMap(origin -> shown(origin).stream())
                .filter(fork -> fork.result()
                        .filter(result -> result.pass() == Pass.COUNT)
                        .isPresent())
                .mapToLong(Fork::alertsProcessed)
                .sum();
        boolean perturbed = documents(origins).stream()
                .flatMap(run -> run.passes().stream())
                .anyMatch(PassResult::perturbed);
        boolean runs = origins.stream().anyMatch(origin -> origin.run().isPresent());
        long executions = origins.stream()
                .filter(origin -> origin.run().isPresent())
                .mapToLong(origin -> sampled(origin).size())
                .sum();
        return Work.of(perturbed, part, sampledAlerts, countedAlerts, runs, executions);
    }

    private static List<RunDocument> documents(List<Origin> origins) {
        return origins.stream()
                .flatMap(origin -> origin.run().stream())
                .map(RunDirectory::document)
                .toList();
    }

    /** The class path of the profiled program, as it is on disk now. */
    static ClassPath classPath(List<Origin> origins) {
        List<Path> recordings = origins.stream()
                .flatMap(origin -> sampled(origin).stream())
                .flatMap(fork -> fork.jvms().stream())
                .flatMap(jvm -> jvm.recordings().stream())
                .toList();
        boolean ownModules = documents(origins).stream().anyMatch(run -> run.module() != null);
        List<Path> added = new ArrayList<>(); // async-profiler cuts long class paths off
        for (RunDocument run : documents(origins)) {
            if (run.plan().classPath() != null) {
                run.plan().classPath().forEach(entry -> added.add(Path.of(entry)));
            }
        }
        return ClassPath.recorded(recordings)
                .orElseGet(() -> ownModules ? ClassPath.own() : ClassPath.empty())
                .with(added);
    }

    /** The folders in which runs keep the source of what they counted. */
    static List<Path> keptSources(List<Origin> origins) {
        return origins.stream()
                .flatMap(origin -> origin.run().stream())
                .map(run -> run.root().resolve(RunDirectory.SOURCES))
                .filter(Files::isDirectory)
                .toList();
    }
}
